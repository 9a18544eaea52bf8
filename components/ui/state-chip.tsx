"use client";
// An API's lifecycle state: icon and word together, so that colour is never the only sign. On the client, because Chip looks into
// its icon element, and one that came from the server may not be there yet.
import CheckCircleIcon from "@mui/icons-material/CheckCircleOutlined";
import EditNoteIcon from "@mui/icons-material/EditNoteOutlined";
import DeprecatedIcon from "@mui/icons-material/EventBusyOutlined";
import Chip from "@mui/material/Chip";
import type { ReactElement } from "react";
import { type LifecycleState, stateLabels } from "#lib/apis/lifecycle-state.ts";

const looks: Readonly<
  Record<LifecycleState, { icon: ReactElement; color: "secondary" | "success" | "warning" }>
> = {
  created: { icon: <EditNoteIcon />, color: "secondary" },
  published: { icon: <CheckCircleIcon />, color: "success" },
  deprecated: { icon: <DeprecatedIcon />, color: "warning" },
};

export function StateChip({ state }: { state: LifecycleState }) {
  const { icon, color } = looks[state];
  return <Chip size="small" variant="outlined" icon={icon} color={color} label={stateLabels[state]} />;
}
