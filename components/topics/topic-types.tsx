"use client";
// The directions of a topic, with icon and word together: Subscribe is server to client, Publish is client to server.
// A client component: an icon that comes twice from the server arrives as a reference, which MUI's Chip does not draw.

import UpIcon from "@mui/icons-material/NorthOutlined";
import DownIcon from "@mui/icons-material/SouthOutlined";
import Chip from "@mui/material/Chip";
import Stack from "@mui/material/Stack";
import type { ReactElement } from "react";
import type { TopicType } from "#lib/topics/topic.ts";

type TypeLook = { label: string; direction: string; icon: ReactElement; color: "info" | "success" };

export const typeLooks: Readonly<Record<TopicType, TypeLook>> = {
  subscribe: { label: "Subscribe", direction: "server to client", icon: <DownIcon />, color: "info" },
  publish: { label: "Publish", direction: "client to server", icon: <UpIcon />, color: "success" },
};

/** In the order they are offered. Named here, for the schema that names them too brings zod along. */
export const topicTypes = ["subscribe", "publish"] as const satisfies readonly TopicType[];

export function TopicTypeChips({ types }: { types: readonly TopicType[] }) {
  return (
    <Stack direction="row" component="span" useFlexGap sx={{ gap: 0.75, flexShrink: 0, flexWrap: "wrap" }}>
      {types.map((type) => {
        const { label, direction, icon, color } = typeLooks[type];
        return (
          <Chip
            key={type}
            component="span"
            size="small"
            variant="outlined"
            icon={icon}
            color={color}
            label={label}
            title={`${label}: ${direction}`}
          />
        );
      })}
    </Stack>
  );
}
