"use client";
// How the gateway finds out whether a backend is well: by checks of its own, and by what clients meet.
import Box from "@mui/material/Box";
import FormControlLabel from "@mui/material/FormControlLabel";
import Stack from "@mui/material/Stack";
import Switch from "@mui/material/Switch";
import Typography from "@mui/material/Typography";
import { timeUnits } from "#components/runtime/quantity.ts";
import { QuantityField } from "#components/runtime/quantity-field.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import type { EndpointPart } from "./endpoint-part.ts";
import type { EndpointValues } from "./endpoint-values.ts";

const grid = {
  display: "grid",
  gap: 2.5,
  pt: 1,
  gridTemplateColumns: { xs: "minmax(0, 1fr)", lg: "1fr 1fr" },
} as const;

export function HealthFields({ part }: { part: EndpointPart }) {
  return (
    <Stack sx={{ gap: 2 }}>
      <ActiveChecks part={part} />
      <PassiveChecks part={part} />
    </Stack>
  );
}

function ActiveChecks({ part }: { part: EndpointPart }) {
  const { health } = part.values;
  const set = (patch: Partial<EndpointValues["health"]>) => part.set({ health: { ...health, ...patch } });
  return (
    <Box role="group" aria-label="Health checks">
      <OnSwitch
        label="Check the backends regularly"
        caption="The gateway makes a WebSocket handshake with each backend and leaves out one that fails."
        isOn={health.isOn}
        onChange={(isOn) => set({ isOn })}
      />
      {health.isOn ? <CheckFields part={part} /> : null}
    </Box>
  );
}

function CheckFields({ part }: { part: EndpointPart }) {
  const { health } = part.values;
  const set = (patch: Partial<EndpointValues["health"]>) => part.set({ health: { ...health, ...patch } });
  const problem = (field: keyof typeof health) => part.problem("health", field);
  return (
    <>
      <OnSwitch
        label="Check a backend that stands alone, too"
        caption="Only to see how it is: it is used whatever the checks say, and each check opens a connection to it."
        isOn={health.checksAlone}
        onChange={(checksAlone) => set({ checksAlone })}
      />
      <Box sx={grid}>
        <QuantityField
          label="Check every"
          units={timeUnits}
          quantity={health.interval}
          problem={problem("interval")}
          helperText="For each backend, from each gateway."
          onChange={(interval) => set({ interval })}
        />
        <QuantityField
          label="Give up after"
          units={timeUnits}
          quantity={health.timeout}
          problem={problem("timeout")}
          helperText="A check that takes longer has failed."
          onChange={(timeout) => set({ timeout })}
        />
        <FormTextField
          label="Path of the check"
          placeholder="/health"
          value={health.path}
          problem={problem("path")}
          helperText="Appended to the backend's URL. Empty asks for the URL itself."
          onChange={(event) => set({ path: event.target.value })}
          slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: "none" } }}
        />
        <Stack direction="row" sx={{ gap: 2, alignItems: "flex-start" }}>
          <Count
            label="Out after failures"
            value={health.unhealthyAfter}
            problem={problem("unhealthyAfter")}
            onChange={(unhealthyAfter) => set({ unhealthyAfter })}
          />
          <Count
            label="Back after successes"
            value={health.healthyAfter}
            problem={problem("healthyAfter")}
            onChange={(healthyAfter) => set({ healthyAfter })}
          />
        </Stack>
      </Box>
    </>
  );
}

function PassiveChecks({ part }: { part: EndpointPart }) {
  const { passive } = part.values;
  const set = (patch: Partial<EndpointValues["passive"]>) => part.set({ passive: { ...passive, ...patch } });
  return (
    <Box role="group" aria-label="Ejection">
      <OnSwitch
        label="Leave out a backend that fails clients"
        caption="Learnt from the handshakes of clients, without extra traffic."
        isOn={passive.isOn}
        onChange={(isOn) => set({ isOn })}
      />
      {passive.isOn ? (
        <Box sx={grid}>
          <Count
            label="After failures in a row"
            value={passive.failures}
            problem={part.problem("passive", "failures")}
            onChange={(failures) => set({ failures })}
          />
          <QuantityField
            label="Left out for"
            units={timeUnits}
            quantity={passive.eject}
            problem={part.problem("passive", "eject")}
            helperText="Then it is tried again."
            onChange={(eject) => set({ eject })}
          />
        </Box>
      ) : null}
    </Box>
  );
}

type OnSwitchProps = {
  label: string;
  caption: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
};

function OnSwitch({ label, caption, isOn, onChange }: OnSwitchProps) {
  return (
    <>
      <FormControlLabel
        label={label}
        control={<Switch checked={isOn} onChange={(_event, isChecked) => onChange(isChecked)} />}
      />
      <Typography variant="body2" sx={{ color: "text.secondary", ml: 6, mb: 0.5 }}>
        {caption}
      </Typography>
    </>
  );
}

type CountProps = {
  label: string;
  value: string;
  problem: string | undefined;
  onChange: (value: string) => void;
};

function Count({ label, value, problem, onChange }: CountProps) {
  return (
    <FormTextField
      label={label}
      value={value}
      problem={problem}
      helperText="In a row."
      onChange={(event) => onChange(event.target.value)}
      slotProps={{ htmlInput: { inputMode: "numeric", maxLength: 4 } }}
    />
  );
}
