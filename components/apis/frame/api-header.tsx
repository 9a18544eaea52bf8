// Top of every page of an API: which API this is, its state, where it is reached, and what can be done to it.
import Box from "@mui/material/Box";
import Chip from "@mui/material/Chip";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import { StateChip } from "#components/ui/state-chip.tsx";
import type { Api } from "#lib/apis/api.ts";
import type { GatewayUrls } from "#lib/deployments/deployment.ts";
import { sectionHref } from "./api-sections.ts";
import { GatewayAddress } from "./gateway-address.tsx";

type ApiHeaderProps = {
  api: Pick<Api, "id" | "name" | "displayName" | "version" | "basePath" | "state">;
  urls: GatewayUrls;
  isDeployed: boolean;
  /** Buttons: below the name on a narrow screen. */
  actions: ReactNode;
  /** Menu at the end of the line. */
  menu: ReactNode;
};

const headLine = {
  display: "grid",
  columnGap: 1,
  rowGap: 1.25,
  alignItems: "start",
  gridTemplateColumns: { xs: "minmax(0, 1fr) auto", sm: "minmax(0, 1fr) auto auto" },
  gridTemplateAreas: { xs: '"name menu" "actions actions"', sm: '"name actions menu"' },
};

export function ApiHeader({ api, urls, isDeployed, actions, menu }: ApiHeaderProps) {
  return (
    <Box
      component="header"
      sx={{ pb: 2, mb: { xs: 2, md: 3 }, borderBottom: "1px solid", borderColor: "divider" }}
    >
      <Box sx={headLine}>
        <Identity api={api} />
        <Stack
          direction="row"
          useFlexGap
          sx={{ gridArea: "actions", gap: 1, flexWrap: "wrap", "&:empty": { display: "none" } }}
        >
          {actions}
        </Stack>
        <Box sx={{ gridArea: "menu" }}>{menu}</Box>
      </Box>
      <Stack
        direction={{ xs: "column", md: "row" }}
        useFlexGap
        sx={{ mt: 1, columnGap: 3, alignItems: { md: "center" }, color: "text.secondary", minWidth: 0 }}
      >
        <GatewayAddress url={urls.ws + api.basePath} />
        <GatewayAddress url={urls.wss + api.basePath} />
        {isDeployed ? null : (
          <Chip
            size="small"
            variant="outlined"
            color="warning"
            label="Not deployed: no gateway serves it yet"
          />
        )}
      </Stack>
    </Box>
  );
}

function Identity({ api }: Pick<ApiHeaderProps, "api">) {
  const title = api.displayName || api.name;
  return (
    <Box sx={{ gridArea: "name", minWidth: 0 }}>
      <Stack
        direction="row"
        useFlexGap
        sx={{ minHeight: 36, columnGap: 1.25, rowGap: 0.5, alignItems: "center", flexWrap: "wrap" }}
      >
        <Typography component="p" variant="h2" sx={{ overflowWrap: "anywhere", minWidth: 0 }}>
          <Link href={sectionHref(api.id, "overview")} color="inherit" sx={{ fontWeight: "inherit" }}>
            {title}
          </Link>
        </Typography>
        <Typography
          component="span"
          variant="body1"
          sx={{ color: "text.secondary", overflowWrap: "anywhere" }}
        >
          {api.version}
        </Typography>
        <StateChip state={api.state} />
      </Stack>
      {title === api.name ? null : (
        <Typography variant="body2" sx={{ color: "text.secondary", overflowWrap: "anywhere" }}>
          Name: {api.name}
        </Typography>
      )}
    </Box>
  );
}
