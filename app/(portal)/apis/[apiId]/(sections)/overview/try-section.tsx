// Try it, where there is something to try and a person may.
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import type { ApiState } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import { TryIt } from "#components/overview/try-it.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { GatewayUrls } from "#lib/deployments/deployment.ts";
import { can } from "#lib/identity/role.ts";
import { createTestKey } from "../../actions.ts";

type TrySectionProps = { apiState: ApiState; topics: readonly string[]; urls: GatewayUrls };

export function TrySection({ apiState, topics, urls }: TrySectionProps) {
  const { api, person, deployedTo } = apiState;
  if (!can(person, "api:test")) return null;
  return (
    <SectionCard
      title="Try it"
      caption={
        deployedTo.length > 0 ? (
          <>
            <Link href={sectionHref(api.id, "try")}>Talk to it in the browser</Link>, or connect from a
            terminal.
          </>
        ) : undefined
      }
    >
      {deployedTo.length > 0 ? (
        <TryIt
          apiId={api.id}
          hasSandbox={api.sandboxEndpoint !== ""}
          createTestKey={createTestKey}
          urls={urls}
          basePath={api.basePath}
          topics={topics}
        />
      ) : (
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          No gateway serves this API yet.{" "}
          <Link href={sectionHref(api.id, "deployments")} underline="always">
            Deploy it
          </Link>{" "}
          to try it.
        </Typography>
      )}
    </SectionCard>
  );
}
