// Where an API is live: each gateway environment with its addresses, the revision there, and how many gateways serve it.
import UndeployIcon from "@mui/icons-material/CloudOffOutlined";
import Box from "@mui/material/Box";
import Chip from "@mui/material/Chip";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { GatewayAddress } from "#components/apis/frame/gateway-address.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Action } from "#components/ui/use-action.ts";
import type { EnvironmentStatus } from "#lib/deployments/deployment.ts";
import { ConfirmedAction } from "./confirmed-action.tsx";

export type Undeploy = Action<{ apiId: string; environmentId: string }, unknown>;

type EnvironmentListProps = {
  apiId: string;
  basePath: string;
  environments: readonly EnvironmentStatus[];
  /** Null where this person may not. */
  undeploy: Undeploy | null;
};

export function EnvironmentList({ apiId, basePath, environments, undeploy }: EnvironmentListProps) {
  return (
    <Stack component="ul" sx={{ listStyle: "none", m: 0, p: 0 }}>
      {environments.map((environment) => (
        <Box
          component="li"
          key={environment.environmentId}
          sx={{ px: { xs: 2, sm: 2.5 }, py: 2, borderTop: "1px solid", borderColor: "divider" }}
        >
          <Stack
            direction="row"
            useFlexGap
            sx={{ gap: 1.5, mb: 1.25, alignItems: "center", flexWrap: "wrap" }}
          >
            <Typography variant="h4" component="h3">
              {environment.displayName}
            </Typography>
            <DeploymentChip environment={environment} />
            {undeploy && environment.deployment ? (
              <Box sx={{ ml: "auto" }}>
                <UndeployButton apiId={apiId} environment={environment} undeploy={undeploy} />
              </Box>
            ) : null}
          </Stack>
          <Facts facts={factsOf(environment, basePath)} />
        </Box>
      ))}
    </Stack>
  );
}

function DeploymentChip({ environment: { deployment } }: { environment: EnvironmentStatus }) {
  return deployment === null ? (
    <Chip size="small" variant="outlined" label="Not deployed" />
  ) : (
    <Chip size="small" variant="outlined" color="success" label={`Revision ${deployment.revisionNumber}`} />
  );
}

function factsOf({ deployment, urls, gateways }: EnvironmentStatus, basePath: string) {
  const addresses = {
    name: "Gateway URLs",
    value: (
      <>
        <GatewayAddress url={urls.ws + basePath} />
        <GatewayAddress url={urls.wss + basePath} />
      </>
    ),
  };
  if (deployment === null) return [addresses];
  return [
    addresses,
    {
      name: "Live since",
      value: (
        <>
          <RelativeTime date={deployment.deployedAt} />, by {deployment.deployedBy}
        </>
      ),
    },
    { name: "Gateways", value: gatewaysText(gateways) },
  ];
}

function gatewaysText({ alive, serving }: EnvironmentStatus["gateways"]): string {
  if (alive === 0) return "None is running: it goes live when one starts.";
  return `${serving} of ${alive} ${alive === 1 ? "gateway serves" : "gateways serve"} this revision`;
}

type UndeployButtonProps = { apiId: string; environment: EnvironmentStatus; undeploy: Undeploy };

function UndeployButton({ apiId, environment, undeploy }: UndeployButtonProps) {
  const { displayName, environmentId } = environment;
  return (
    <ConfirmedAction
      label="Undeploy"
      name={`Undeploy from ${displayName}`}
      icon={<UndeployIcon />}
      title={`Undeploy from ${displayName}?`}
      doneMessage={`Undeployed from ${displayName}. Nobody can connect there any more.`}
      isDestructive
      action={undeploy}
      input={{ apiId, environmentId }}
    >
      The gateways there stop serving this API within a second. Live connections are closed with code 4404,
      new ones get 404. The design and the revisions stay.
    </ConfirmedAction>
  );
}
