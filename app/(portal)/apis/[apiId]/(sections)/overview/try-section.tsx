// Try it, where there is something to try and a person may.
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { sectionHref } from "#components/api/api-sections.ts";
import { TryIt } from "#components/overview/try-it.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { GatewayUrls } from "#lib/deployments/deployment.ts";
import { can } from "#lib/identity/role.ts";
import { createTestKey } from "../../actions.ts";
import type { Standing } from "../../load-standing.ts";

type TrySectionProps = { standing: Standing; topics: readonly string[]; urls: GatewayUrls };

export function TrySection({ standing, topics, urls }: TrySectionProps) {
  const { api, person, deployedTo } = standing;
  if (!can(person, "api:test")) return null;
  return (
    <SectionCard title="Try it" caption="Connect to the gateway from a terminal.">
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
