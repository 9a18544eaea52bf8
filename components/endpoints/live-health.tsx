"use client";
// How the gateways see each deployed backend, live.
import HealthyIcon from "@mui/icons-material/CheckCircleOutlined";
import UnhealthyIcon from "@mui/icons-material/ErrorOutlineOutlined";
import UnknownIcon from "@mui/icons-material/HelpOutlineOutlined";
import EjectedIcon from "@mui/icons-material/PauseCircleOutlined";
import Box from "@mui/material/Box";
import Chip from "@mui/material/Chip";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import type { ReactElement } from "react";
import { FeedTrouble } from "#components/ui/feed-trouble.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { useFeed } from "#components/ui/use-feed.ts";
import type { ApiHealth, BackendHealth, BackendState } from "#lib/gateways/backend-health.ts";

const pace = { everyMs: 2_000 };

type LiveHealthProps = { initial: ApiHealth; href: string };

export function LiveHealth({ initial, href }: LiveHealthProps) {
  const feed = useFeed(initial, href, pace);
  return (
    <SectionCard title="Live health" caption="The deployed backends, as the running gateways see them.">
      <FeedTrouble feed={feed} />
      <Backends health={feed.value} />
    </SectionCard>
  );
}

function Backends({ health }: { health: ApiHealth }) {
  if (health.backends.length === 0) {
    return <Typography variant="body2">Nothing is deployed any more.</Typography>;
  }
  return (
    <>
      {health.aliveGateways === 0 ? (
        <Typography variant="body2" role="status" sx={{ mb: 1 }}>
          No gateway reports at the moment: start one to see how the backends are.
        </Typography>
      ) : null}
      <Stack component="ul" aria-label="Deployed backends" sx={{ listStyle: "none", m: 0, p: 0 }}>
        {health.backends.map((backend) => (
          <Backend key={`${backend.environment} ${backend.url}`} backend={backend} />
        ))}
      </Stack>
    </>
  );
}

type StateLook = { icon: ReactElement; label: string; color: "success" | "error" | "warning" | "default" };

const looks: Readonly<Record<BackendState, StateLook>> = {
  healthy: { icon: <HealthyIcon />, label: "Healthy", color: "success" },
  unhealthy: { icon: <UnhealthyIcon />, label: "Unhealthy", color: "error" },
  ejected: { icon: <EjectedIcon />, label: "Ejected", color: "warning" },
  unknown: { icon: <UnknownIcon />, label: "Unknown", color: "default" },
};

const environmentLabels = { production: "Production", sandbox: "Sandbox" } as const;

function Backend({ backend }: { backend: BackendHealth }) {
  const { icon, label, color } = looks[backend.state];
  return (
    <Box
      component="li"
      sx={{
        display: "grid",
        columnGap: 2,
        rowGap: 0.25,
        alignItems: "center",
        gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: "116px minmax(0, 1fr)" },
        py: 1.25,
        "& + &": { borderTop: "1px solid", borderColor: "divider" },
      }}
    >
      <Box>
        <Chip size="small" variant="outlined" icon={icon} color={color} label={label} />
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="body2" component="div">
          <MonoText>{backend.url}</MonoText>
        </Typography>
        <Typography variant="caption" component="div" sx={{ color: "text.secondary" }}>
          <BackendFacts backend={backend} />
        </Typography>
        {backend.problem ? (
          <Typography variant="body2" component="div" sx={{ overflowWrap: "anywhere" }}>
            {backend.problem}
          </Typography>
        ) : null}
      </Box>
    </Box>
  );
}

function BackendFacts({ backend }: { backend: BackendHealth }) {
  const { since, connections, dialMs, gateways } = backend;
  const disagree = gateways.agreeing < gateways.reporting;
  return (
    <>
      {environmentLabels[backend.environment]}
      {since === null ? null : (
        <>
          {" · since "}
          <RelativeTime date={new Date(since)} />
        </>
      )}
      {gateways.reporting === 0
        ? " · not reported by a gateway yet"
        : ` · ${connections === 1 ? "1 connection" : `${connections} connections`}`}
      {dialMs === null ? "" : ` · dialled in ${Math.round(dialMs)} ms`}
      {disagree ? ` · on ${gateways.agreeing} of ${gateways.reporting} gateways` : ""}
    </>
  );
}
