"use client";
// The scopes that each direction of a topic requires, chosen among those that the API may use.
import CheckIcon from "@mui/icons-material/Check";
import Link from "@mui/material/Link";
import ListItemText from "@mui/material/ListItemText";
import MenuItem from "@mui/material/MenuItem";
import Stack from "@mui/material/Stack";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import type { Scope } from "#lib/scopes/scope.ts";
import type { Topic, TopicType } from "#lib/topics/topic.ts";
import { NO_SCOPES } from "#lib/topics/topic-scopes.ts";
import { typeLooks } from "./topic-types.tsx";

/** Of a scope, what its choice shows. */
export type ScopeChoice = Pick<Scope, "name" | "displayName" | "isShared">;

type TopicScopesProps = {
  apiId: string;
  topic: Topic;
  /** Those that topics of the API may require. */
  choices: readonly ScopeChoice[];
  onEdit: (patch: Pick<Topic, "scopes">) => void;
};

export function TopicScopes({ apiId, topic, choices, onEdit }: TopicScopesProps) {
  const { types, scopes = NO_SCOPES } = topic;
  const shown = types.filter((type) => choices.length > 0 || scopes[type].length > 0);
  const isOpenButRequires = !topic.isSecured && types.some((type) => scopes[type].length > 0);
  return (
    <Stack component="section" aria-label="Scopes" sx={{ gap: 2 }}>
      <div>
        <Typography component="h3" sx={{ fontSize: "0.9375rem", fontWeight: 600 }}>
          Scopes
        </Typography>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {choices.length === 0
            ? "This API has no scopes yet, and none are shared. "
            : "A client's key or token needs one of the scopes that are chosen here. "}
          <Link href={sectionHref(apiId, "scopes")}>
            {choices.length === 0 ? "Create one on the Scopes page" : "Go to Scopes"}
          </Link>
        </Typography>
        {isOpenButRequires ? (
          <Typography variant="body2" role="status">
            Security is off, but without a key or token a client has no scope: it cannot do what needs one.
          </Typography>
        ) : null}
      </div>
      {shown.length === 0 ? null : (
        <Stack direction={{ xs: "column", md: "row" }} sx={{ gap: 2 }}>
          {shown.map((type) => (
            <ScopesSelect
              key={type}
              type={type}
              chosen={scopes[type]}
              choices={choices}
              onChange={(names) => onEdit({ scopes: { ...scopes, [type]: names } })}
            />
          ))}
        </Stack>
      )}
    </Stack>
  );
}

type ScopesSelectProps = {
  type: TopicType;
  chosen: readonly string[];
  choices: readonly ScopeChoice[];
  onChange: (names: string[]) => void;
};

function ScopesSelect({ type, chosen, choices, onChange }: ScopesSelectProps) {
  const { label, direction } = typeLooks[type];
  const unknown = chosen.filter((name) => !choices.some((choice) => choice.name === name));
  const options = [
    ...unknown.map((name) => ({
      name,
      what: name === "" ? "Choose others instead" : "No scope of this API",
    })),
    ...choices.map(({ name, displayName, isShared }) => ({
      name,
      what: [displayName, isShared ? "Shared" : ""].filter((text) => text !== "").join(", "),
    })),
  ];
  return (
    <TextField
      select
      fullWidth
      size="small"
      label={`Needed for ${label} (${direction})`}
      value={[...chosen]}
      error={unknown.length > 0}
      helperText={unknown.length > 0 ? unknownWords(unknown) : undefined}
      onChange={(event) => onChange(namesIn(event.target.value))}
      slotProps={{
        select: {
          multiple: true,
          displayEmpty: true,
          renderValue: () => wordsOf(chosen),
          MenuProps: { disablePortal: true },
        },
        inputLabel: { shrink: true },
      }}
    >
      {options.map(({ name, what }) => (
        <MenuItem key={name} value={name} dense sx={{ whiteSpace: "normal" }}>
          <CheckIcon
            color="primary"
            sx={{ mr: 1.5, visibility: chosen.includes(name) ? "visible" : "hidden" }}
          />
          <ListItemText primary={wordOf(name)} secondary={what} sx={{ overflowWrap: "anywhere" }} />
        </MenuItem>
      ))}
    </TextField>
  );
}

/** What a select of several gives; a list that could not be read goes with the first choice. */
function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String).filter((name) => name !== "") : [];
}

/** The empty name stands for a list in the text that is none. */
function wordOf(name: string): string {
  return name === "" ? "x-scopes that are no list of names" : name;
}

function wordsOf(names: readonly string[]): string {
  return names.length === 0 ? "No scope" : names.map(wordOf).join(", ");
}

function unknownWords(names: readonly string[]): string {
  const what = names.map(wordOf).join(", ");
  return `This API does not have: ${what}. It cannot be deployed until that is mended.`;
}
