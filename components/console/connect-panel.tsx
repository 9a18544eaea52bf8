"use client";
// Where to connect, as whom, and with what: everything that goes into the handshake, with examples filled in.
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { type ReactNode, useEffect } from "react";
import { Fold } from "#components/ui/fold.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import type { ConsoleField, ConsoleTopic } from "#lib/console/catalogue.ts";
import { readProtocols } from "#lib/console/target.ts";
import { Choice } from "./choice.tsx";
import { type ConnectValues, parameterValues, queryValues } from "./connect-values.ts";
import type { LeftOutField } from "./kept-connections.ts";
import type { Asked } from "./use-connect.ts";

type ConnectPanelProps = {
  topics: readonly ConsoleTopic[];
  topic: ConsoleTopic;
  values: ConnectValues;
  /** The address that will be dialled. */
  url: string;
  hasSandbox: boolean;
  ownKey: string;
  onChange: (patch: Partial<ConnectValues>) => void;
  onOwnKey: (key: string) => void;
  /** The field that a connection to be made again asks for; null where none does. */
  asked: Asked | null;
  /** Connects. */
  button: ReactNode;
  children: ReactNode;
};

export function ConnectPanel(props: ConnectPanelProps) {
  const { topics, topic, values, url, asked, onChange } = props;
  const isInFold = asked !== null && !asked.field.startsWith("?");
  // After the fold is drawn open.
  useEffect(() => {
    if (asked) document.getElementById(fieldId(asked.field))?.focus();
  }, [asked]);
  return (
    <Stack sx={{ gap: 2, pt: 1 }}>
      <Stack direction="row" useFlexGap sx={{ gap: 1.5, flexWrap: "wrap" }}>
        <Choice
          label="Topic"
          value={topic.address}
          options={topics.map(({ address }) => [address, address] as const)}
          width={280}
          onChange={(address) => onChange({ address, parameters: {}, query: {} })}
        />
        <ParameterFields {...props} />
        <Choice
          label="Transport"
          value={values.transport}
          options={[
            ["ws", "ws"],
            ["wss", "wss (TLS)"],
          ]}
          onChange={(transport) => onChange({ transport: transport === "wss" ? "wss" : "ws" })}
        />
        {props.hasSandbox ? (
          <Choice
            label="Endpoint"
            value={values.environment}
            options={[
              ["production", "Production"],
              ["sandbox", "Sandbox"],
            ]}
            onChange={(chosen) => onChange({ environment: chosen === "sandbox" ? "sandbox" : "production" })}
          />
        ) : null}
      </Stack>
      <HeadersNote headers={topic.headers} />
      <Fold title="Credential, subprotocols, name" summary={foldSummary(values)} hasProblem={isInFold}>
        <FurtherFields {...props} />
      </Fold>
      <Stack direction="row" useFlexGap sx={{ gap: 1.5, flexWrap: "wrap", alignItems: "center" }}>
        {props.button}
        <Typography variant="body2" sx={{ color: "text.secondary", minWidth: 0 }}>
          Connects to <MonoText>{url}</MonoText>
        </Typography>
      </Stack>
      {props.children}
    </Stack>
  );
}

/** What of the handshake a browser leaves out. */
function HeadersNote({ headers }: Pick<ConsoleTopic, "headers">) {
  if (headers.length === 0) return null;
  const names = headers.map(({ name, isRequired }) => (isRequired ? `${name} (required)` : name));
  return (
    <Typography variant="body2" sx={{ color: "text.secondary", overflowWrap: "anywhere" }}>
      The definition's handshake has the headers {names.join(", ")}. A browser cannot send headers: to try
      them, add them to a command under “The same from elsewhere”.
    </Typography>
  );
}

function fieldId(field: LeftOutField): string {
  // A name may have blanks, which part the ids that `aria-describedby` names.
  return `handshake-${encodeURIComponent(field)}`;
}

function foldSummary({ credential, subprotocols, name }: ConnectValues): string {
  const parts = [
    credential === "test" ? "a test key" : credential === "none" ? "no credential" : "a key of your own",
    ...(subprotocols.trim() === "" ? [] : [subprotocols.trim()]),
    ...(name.trim() === "" ? [] : [name.trim()]),
  ];
  return parts.join(", ");
}

function ParameterFields({ topic, values, onChange }: ConnectPanelProps) {
  const parameters = parameterValues(topic, values);
  const query = queryValues(topic, values);
  const rest: ConsoleField = { name: "*", description: "", isRequired: false, values: [], example: "" };
  const fields = topic.address.endsWith("*") ? [...topic.parameters, rest] : topic.parameters;
  return (
    <>
      {fields.map((field) => (
        <ValueField
          key={field.name}
          field={field}
          label={field.name === "*" ? "Rest of the path" : `{${field.name}}`}
          value={parameters.get(field.name) ?? ""}
          onChange={(value) => onChange({ parameters: { ...values.parameters, [field.name]: value } })}
        />
      ))}
      {topic.query.map((field) => (
        <ValueField
          key={field.name}
          field={field}
          id={fieldId(`?${field.name}`)}
          label={`?${field.name}${field.isRequired ? " (required)" : ""}`}
          value={query.get(field.name) ?? ""}
          onChange={(value) => onChange({ query: { ...values.query, [field.name]: value } })}
        />
      ))}
    </>
  );
}

type ValueFieldProps = {
  id?: string;
  field: ConsoleField;
  label: string;
  value: string;
  onChange: (value: string) => void;
};

function ValueField({ id, field, label, value, onChange }: ValueFieldProps) {
  const named = { label, ...(id === undefined ? {} : { id }) };
  if (field.values.length > 0) {
    const options = field.values.map((it) => [it, it] as const);
    const known = field.values.includes(value) ? options : [[value, value || "–"] as const, ...options];
    return <Choice {...named} value={value} options={known} onChange={onChange} />;
  }
  return (
    <FormTextField
      {...named}
      value={value}
      helperText={field.description.slice(0, 120) || undefined}
      onChange={(event) => onChange(event.target.value)}
      sx={{ width: { xs: "100%", sm: 200 } }}
      slotProps={{
        htmlInput: { spellCheck: false, autoCapitalize: "none", autoComplete: "off", maxLength: 500 },
      }}
    />
  );
}

function FurtherFields({ values, ownKey, onChange, onOwnKey }: ConnectPanelProps) {
  const { problem } = readProtocols(values.subprotocols);
  const plain = { spellCheck: false, autoCapitalize: "none", autoComplete: "off", maxLength: 500 };
  return (
    <Stack direction="row" useFlexGap sx={{ gap: 1.5, flexWrap: "wrap", pt: 1 }}>
      <Choice
        label="Credential"
        value={values.credential}
        options={[
          ["test", "Test key"],
          ["none", "None"],
          ["own", "A key of your own"],
        ]}
        onChange={(it) => onChange({ credential: it === "none" || it === "own" ? it : "test" })}
      />
      {values.credential === "own" ? (
        <FormTextField
          id={fieldId("ownKey")}
          label="Key or token"
          type="password"
          value={ownKey}
          helperText="Kept in this tab's memory only."
          onChange={(event) => onOwnKey(event.target.value)}
          sx={{ width: { xs: "100%", sm: 240 } }}
          slotProps={{ htmlInput: { ...plain, autoComplete: "off", maxLength: 8000 } }}
        />
      ) : null}
      <FormTextField
        id={fieldId("subprotocols")}
        label="Subprotocols"
        value={values.subprotocols}
        problem={problem ?? undefined}
        placeholder="graphql-ws, mqtt"
        onChange={(event) => onChange({ subprotocols: event.target.value })}
        sx={{ width: { xs: "100%", sm: 240 } }}
        slotProps={{ htmlInput: plain }}
      />
      <FormTextField
        label="Name of the connection"
        value={values.name}
        placeholder="user A"
        onChange={(event) => onChange({ name: event.target.value })}
        sx={{ width: { xs: "100%", sm: 200 } }}
        slotProps={{ htmlInput: { ...plain, maxLength: 40 } }}
      />
    </Stack>
  );
}
