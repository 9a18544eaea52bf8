// The consumer's document as a page to read. Draws on the server, from plain data.

import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Chip from "@mui/material/Chip";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { memo, type ReactNode } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Markdown } from "#components/ui/markdown.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import { OwnTurn } from "#components/ui/own-turn.tsx";
import { ReadTexts } from "#components/ui/read-texts.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { address, linkTo } from "#lib/asyncapi/reading/address.ts";
import type { MarkdownTable } from "#lib/asyncapi/reading/markdown-table.ts";
import type { ReadingScheme, ReadingServer } from "#lib/asyncapi/reading/server.ts";
import type { ReadingInfo, ReadingView } from "#lib/asyncapi/reading/view.ts";
import { ItemMenuButton } from "./item-menu-button.tsx";
import { PerspectiveArea, PerspectiveSwitch } from "./perspective.tsx";
import { ReadingAboutBlock } from "./reading-about.tsx";
import { ReadingActions } from "./reading-actions.tsx";
import { ReadingChannelSection } from "./reading-channel.tsx";
import { ReadingFrame, type ReadingFrameProps } from "./reading-frame.tsx";
import { ReadingParameters } from "./reading-parameters.tsx";
import { ReadingSchemaEntry } from "./reading-schema-entry.tsx";
import { ReadingSchemes, ReadingSecurity } from "./reading-security.tsx";
import { ReadingTexts } from "./reading-texts.tsx";
import { WebLink } from "./web-link.tsx";

type ReadingPageProps = {
  view: ReadingView;
  /** Its texts that were read beforehand. */
  texts?: MarkdownTable;
  /** Where the view is the first screen of a document: its outline, and the routes that give the rest. */
  rest?: Pick<ReadingFrameProps, "groups" | "routes">;
  /** Names of the schemas of the view, for who draws it again and again; the same object while they are the same. */
  entries?: ReadonlySet<string>;
};

const noTexts: MarkdownTable = [];

/** A whole view has a list of its topics; with `rest` there is an outline, search, and what comes later. */
export function ReadingPage({ view, texts = noTexts, rest, entries }: ReadingPageProps) {
  const names = view.schemas.map(({ name }) => name);
  const known = entries ?? new Set(names);
  return (
    <ReadTexts table={texts}>
      <PerspectiveArea>
        {rest ? (
          <ReadingFrame {...rest} leftOut={view.leftOut ?? 0} entries={names}>
            <ReadingActions>
              <Sections view={view} entries={known} />
            </ReadingActions>
          </ReadingFrame>
        ) : (
          <ReadingActions>
            <Sections view={view} entries={known} contents={<Contents view={view} />} />
          </ReadingActions>
        )}
      </PerspectiveArea>
    </ReadTexts>
  );
}

type SectionsProps = { view: ReadingView; entries: ReadonlySet<string>; contents?: ReactNode };

function Sections({ view, entries, contents }: SectionsProps) {
  return (
    <Stack sx={{ gap: 2.5, minWidth: 0 }}>
      <OwnTurn>
        <Intro info={view.info} asyncapi={view.asyncapi} />
      </OwnTurn>
      <OwnTurn>
        <Connecting servers={view.servers} schemes={view.securitySchemes} />
      </OwnTurn>
      {contents}
      {view.channels.map((channel) => (
        <OwnTurn key={channel.key}>
          <ReadingChannelSection channel={channel} entries={entries} />
        </OwnTurn>
      ))}
      {view.schemas.length > 0 ? (
        <SectionCard title="Schemas">
          {view.schemas.map((entry) => (
            <ReadingSchemaEntry
              key={entry.name}
              id={address.schema(entry.name)}
              entry={entry}
              entries={entries}
            />
          ))}
        </SectionCard>
      ) : null}
      {view.hasMore ? (
        <Alert severity="info">
          {view.leftOut
            ? `… and ${view.leftOut.toLocaleString("en")} more parts, which this page neither shows, lists nor searches. `
            : "… and more. "}
          This document is too large to show whole: its source, and the download of that, have the rest.
        </Alert>
      ) : null}
    </Stack>
  );
}

const Intro = memo(function Intro({ info, asyncapi }: { info: ReadingInfo; asyncapi: string }) {
  return (
    <div>
      <Stack direction="row" sx={{ alignItems: "center", minWidth: 0 }}>
        <Typography variant="h2" id={address.info} sx={{ overflowWrap: "anywhere", minWidth: 0 }}>
          {info.title}{" "}
          <Box component="span" sx={{ color: "text.secondary", fontWeight: 400 }}>
            {info.version}
          </Box>
        </Typography>
        <ItemMenuButton name={info.title} address={address.info} place={["info"]} />
      </Stack>
      {info.description ? <Markdown text={info.description} under={2} /> : null}
      <Stack direction="row" useFlexGap sx={{ mt: 1, gap: 1, flexWrap: "wrap", alignItems: "center" }}>
        <Chip size="small" variant="outlined" label={`AsyncAPI ${asyncapi}`} />
        <PerspectiveSwitch />
      </Stack>
      <Terms info={info} />
      <ReadingAboutBlock about={info.about} of={info.title} />
    </div>
  );
});

function Terms({ info }: { info: ReadingInfo }) {
  const { id, contact, license, termsOfService } = info;
  const facts = [
    { name: "Id", value: id ? <MonoText>{id}</MonoText> : null },
    { name: "License", value: license.name ? <WebLink url={license.url} text={license.name} /> : null },
    { name: "Terms", value: termsOfService ? <WebLink url={termsOfService} /> : null },
    {
      name: "Contact",
      value:
        contact.name || contact.url ? (
          <WebLink url={contact.url || contact.name} text={contact.name} />
        ) : null,
    },
    { name: "Mail", value: contact.email ? <WebLink url={`mailto:${contact.email}`} /> : null },
  ].filter(({ value }) => value !== null);
  if (facts.length === 0) return null;
  return (
    <Box sx={{ mt: 1.5 }}>
      <Facts facts={facts} />
    </Box>
  );
}

type ConnectingProps = { servers: readonly ReadingServer[]; schemes: readonly ReadingScheme[] };

const Connecting = memo(function Connecting({ servers, schemes }: ConnectingProps) {
  return (
    <Box sx={{ containerType: "inline-size" }}>
      <Box sx={connectingLook}>
        <SectionCard title="Servers">
          <Stack component="ul" sx={{ listStyle: "none", m: 0, p: 0, gap: 0.5 }}>
            {servers.map((server) => (
              <Server key={server.key} server={server} />
            ))}
          </Stack>
          {servers.length === 0 ? <Typography variant="body2">None is known.</Typography> : null}
        </SectionCard>
        <SectionCard title="Authentication">
          {schemes.length === 0 ? (
            <Typography variant="body2">None: everyone can connect.</Typography>
          ) : (
            <Typography variant="body2" sx={{ mb: 1 }}>
              One of these is enough:
            </Typography>
          )}
          <ReadingSchemes schemes={schemes} />
        </SectionCard>
      </Box>
    </Box>
  );
});

/** Side by side where the page itself is wide: the preview beside an editor is not. */
const connectingLook = {
  ...{ display: "grid", gap: 2.5, gridTemplateColumns: "minmax(0, 1fr)" },
  "@container (min-width: 640px)": { gridTemplateColumns: "minmax(0, 1fr) minmax(0, 1fr)" },
};

function Server({ server }: { server: ReadingServer }) {
  return (
    <Box component="li" id={address.server(server.key)} sx={{ minWidth: 0 }}>
      <Stack direction="row" sx={{ alignItems: "center", minWidth: 0 }}>
        <MonoText>{server.url}</MonoText>
        <CopyButton text={server.url} label={`Copy the URL of ${server.key}`} />
        <ItemMenuButton name={server.key} address={address.server(server.key)} place={server.place} />
      </Stack>
      <ReadingTexts texts={[server.title, server.summary, server.description]} under={2} />
      {server.protocolVersion ? (
        <Typography variant="body2">Version of the protocol: {server.protocolVersion}</Typography>
      ) : null}
      <ReadingSecurity schemes={server.security} />
      <ReadingParameters id={address.server(server.key)} title="Variables" parameters={server.variables} />
      <ReadingAboutBlock about={server.about} of={server.key} />
    </Box>
  );
}

function Contents({ view }: { view: ReadingView }) {
  if (view.channels.length < 2) return null;
  return (
    <Box component="nav" aria-label="Topics of this document">
      <Typography variant="h3" component="h2">
        Topics
      </Typography>
      <Stack component="ul" sx={{ m: 0, mt: 0.5, pl: 2.25 }}>
        {view.channels.map((channel) => (
          <li key={channel.key}>
            <Link href={linkTo(address.channel(channel.key))}>
              <MonoText>{channel.address || channel.key}</MonoText>
            </Link>
          </li>
        ))}
      </Stack>
    </Box>
  );
}
