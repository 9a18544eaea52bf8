// An API at a glance: what it is, its topics, its backends, where it is live. Draws on the server.
import Chip from "@mui/material/Chip";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { type SectionPath, sectionHref } from "#components/apis/frame/api-sections.ts";
import { TopicTypeChips } from "#components/topics/topic-types.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Markdown } from "#components/ui/markdown.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { Api } from "#lib/apis/api.ts";
import type { DeploymentOverview } from "#lib/deployments/deployment.ts";
import type { Topic } from "#lib/topics/topic.ts";

/** Link at the end of a card's title; its name says which card it belongs to. */
function CardLink({ apiId, path, label }: { apiId: string; path: SectionPath; label: string }) {
  return (
    <Link href={sectionHref(apiId, path)} variant="body2" sx={{ mt: "2px" }}>
      {label}
    </Link>
  );
}

export function MetadataCard({ api }: { api: Api }) {
  return (
    <SectionCard title="Metadata" action={<CardLink apiId={api.id} path="basic-info" label="Basic info" />}>
      <Facts
        facts={[
          { name: "Name", value: api.name },
          { name: "Version", value: api.version },
          { name: "Context", value: <MonoText>{api.context}</MonoText> },
          { name: "Protocol", value: "WebSocket" },
          { name: "Description", value: api.description ? <Excerpt text={api.description} /> : "–" },
          { name: "Tags", value: api.tags.length > 0 ? <Tags tags={api.tags} /> : "–" },
          { name: "Created", value: <When date={api.createdAt} by={api.createdBy} /> },
          { name: "Last saved", value: <RelativeTime date={api.updatedAt} /> },
        ]}
      />
    </SectionCard>
  );
}

const shownDescription = 2_000;

function Excerpt({ text }: { text: string }) {
  return (
    <Markdown
      under={2}
      text={text.length > shownDescription ? `${text.slice(0, shownDescription).trimEnd()}…` : text}
    />
  );
}

function Tags({ tags }: { tags: readonly string[] }) {
  return (
    <Stack component="span" direction="row" useFlexGap sx={{ gap: 0.5, flexWrap: "wrap" }}>
      {tags.map((tag) => (
        <Chip key={tag} component="span" size="small" label={tag} />
      ))}
    </Stack>
  );
}

function When({ date, by }: { date: Date; by: string }) {
  return (
    <>
      <RelativeTime date={date} />, by {by}
    </>
  );
}

const shownTopics = 8;

export function TopicsCard({ apiId, topics }: { apiId: string; topics: readonly Topic[] }) {
  const more = topics.length - shownTopics;
  return (
    <SectionCard title="Topics" action={<CardLink apiId={apiId} path="topics" label="All topics" />}>
      <Stack component="ul" sx={{ listStyle: "none", m: 0, p: 0, gap: 1 }}>
        {topics.slice(0, shownTopics).map((topic) => (
          <Stack
            component="li"
            direction="row"
            useFlexGap
            key={topic.channelKey ?? topic.address}
            sx={{ columnGap: 1.5, rowGap: 0.5, alignItems: "center", flexWrap: "wrap" }}
          >
            <TopicTypeChips types={topic.types} />
            <Typography variant="body2" component="span" sx={{ fontWeight: 600, minWidth: 0 }}>
              <MonoText>{topic.address}</MonoText>
            </Typography>
          </Stack>
        ))}
      </Stack>
      {topics.length === 0 ? <Typography variant="body2">None yet.</Typography> : null}
      {more > 0 ? (
        <Typography variant="body2" sx={{ mt: 1, color: "text.secondary" }}>
          and {more} more
        </Typography>
      ) : null}
    </SectionCard>
  );
}

export function EndpointsCard({ api }: { api: Api }) {
  const { production, sandbox } = api.endpointOptions;
  return (
    <SectionCard
      title="Endpoints"
      action={<CardLink apiId={api.id} path="endpoints" label="Edit endpoints" />}
    >
      <Facts
        facts={[
          {
            name: "Production",
            value: <Backends url={api.productionEndpoint} others={production.others.length} />,
          },
          { name: "Sandbox", value: <Backends url={api.sandboxEndpoint} others={sandbox.others.length} /> },
        ]}
      />
    </SectionCard>
  );
}

/** The first backend of an endpoint, and how many stand beside it. */
function Backends({ url, others }: { url: string; others: number }) {
  if (url === "") return "Not set";
  return (
    <>
      <MonoText>{url}</MonoText>
      {others > 0 ? ` and ${others} more ${others === 1 ? "backend" : "backends"}` : null}
    </>
  );
}

type DeploymentsCardProps = { apiId: string; deployments: DeploymentOverview };

export function DeploymentsCard({ apiId, deployments }: DeploymentsCardProps) {
  return (
    <SectionCard
      title="Deployments"
      action={<CardLink apiId={apiId} path="deployments" label="All deployments" />}
    >
      <Facts
        facts={deployments.environments.map(({ displayName, deployment }) => ({
          name: displayName,
          value:
            deployment === null ? (
              "Not deployed"
            ) : (
              <>
                Revision {deployment.revisionNumber}, <RelativeTime date={deployment.deployedAt} />
              </>
            ),
        }))}
      />
      {deployments.hasUndeployedChanges && deployments.revisions.length > 0 ? (
        <Typography variant="body2" sx={{ mt: 1.5, color: "warning.main" }}>
          The design has changes that are not deployed.
        </Typography>
      ) : null}
    </SectionCard>
  );
}
