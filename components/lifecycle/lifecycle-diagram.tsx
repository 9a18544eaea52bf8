// The lifecycle as a drawing: states, the actions between them, and where this API stands. Draws on the server; the same
// is told in words for screen readers.
import Box from "@mui/material/Box";
import { type LifecycleState, lifecycleStates, stateLabels } from "#lib/apis/lifecycle-state.ts";
import { actionLabels } from "#lib/lifecycle/lifecycle.ts";

const color = (path: string) => `var(--sluice-palette-${path})`;
const boxWidth = 132;
const boxHeight = 56;
const gap = 150;

const notes: Readonly<Record<LifecycleState, string>> = {
  created: "test keys only",
  published: "ready for consumers",
  deprecated: "no new subscriptions",
};

type LifecycleDiagramProps = { state: LifecycleState; isDeployed: boolean };

export function LifecycleDiagram({ state, isDeployed }: LifecycleDiagramProps) {
  const width = boxWidth * 3 + gap * 2;
  const second = boxWidth + gap;
  return (
    <Box sx={{ maxWidth: width, mx: "auto" }}>
      <svg
        viewBox={`0 0 ${width} 106`}
        width="100%"
        role="img"
        aria-label={`Lifecycle: Created, Published and Deprecated. This API is ${stateLabels[state]}${isDeployed ? "" : " and not deployed"}.`}
      >
        <defs>
          <marker
            id="lifecycle-arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0L8 4L0 8z" fill={color("text-secondary")} />
          </marker>
        </defs>
        {lifecycleStates.map((each, index) => (
          <StateBox
            key={each}
            state={each}
            x={index * (boxWidth + gap)}
            isCurrent={each === state}
            note={each === state && !isDeployed ? "not deployed" : notes[each]}
          />
        ))}
        <Arrow from={boxWidth + 8} to={boxWidth + gap - 8} y={50} label={actionLabels.publish} labelY={40} />
        <Arrow from={boxWidth + gap - 8} to={boxWidth + 8} y={78} label={actionLabels.demote} labelY={98} />
        <Arrow
          from={second + boxWidth + 8}
          to={second * 2 - 8}
          y={50}
          label={actionLabels.deprecate}
          labelY={40}
        />
        <Arrow
          from={second * 2 - 8}
          to={second + boxWidth + 8}
          y={78}
          label={actionLabels.publish}
          labelY={98}
        />
      </svg>
    </Box>
  );
}

type StateBoxProps = { state: LifecycleState; x: number; isCurrent: boolean; note: string };

function StateBox({ state, x, isCurrent, note }: StateBoxProps) {
  const middle = x + boxWidth / 2;
  return (
    <g>
      <rect
        x={x + 1.5}
        y={36}
        width={boxWidth - 3}
        height={boxHeight}
        rx={10}
        fill={isCurrent ? color("primary-main") : "none"}
        stroke={isCurrent ? color("primary-main") : color("text-secondary")}
        strokeWidth={1.5}
      />
      <text
        x={middle}
        y={61}
        textAnchor="middle"
        fontSize={15}
        fontWeight={650}
        fill={isCurrent ? color("primary-contrastText") : color("text-primary")}
      >
        {stateLabels[state]}
      </text>
      <text
        x={middle}
        y={79}
        textAnchor="middle"
        fontSize={11.5}
        fill={isCurrent ? color("primary-contrastText") : color("text-secondary")}
      >
        {note}
      </text>
      {isCurrent ? (
        <text
          x={middle}
          y={24}
          textAnchor="middle"
          fontSize={11.5}
          fontWeight={650}
          fill={color("primary-main")}
        >
          ▾ is here
        </text>
      ) : null}
    </g>
  );
}

type ArrowProps = { from: number; to: number; y: number; label: string; labelY: number };

function Arrow({ from, to, y, label, labelY }: ArrowProps) {
  return (
    <g>
      <line
        x1={from}
        y1={y}
        x2={to}
        y2={y}
        stroke={color("text-secondary")}
        strokeWidth={1.5}
        markerEnd="url(#lifecycle-arrow)"
      />
      <text x={(from + to) / 2} y={labelY} textAnchor="middle" fontSize={12.5} fill={color("text-primary")}>
        {label}
      </text>
    </g>
  );
}
