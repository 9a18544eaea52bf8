"use client";
// What is sent: a message of the definition or anything else, as text or as bytes, once or again and again.
import SendIcon from "@mui/icons-material/SendOutlined";
import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import ToggleButton from "@mui/material/ToggleButton";
import ToggleButtonGroup from "@mui/material/ToggleButtonGroup";
import Typography from "@mui/material/Typography";
import type { KeyboardEvent } from "react";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import type { ConsoleMessage } from "#lib/console/catalogue.ts";
import { Choice } from "./choice.tsx";
import type { ConsoleConnection } from "./console-session.ts";
import type { Draft, DraftView, Prepared } from "./draft.ts";
import { MessageForm } from "./message-form.tsx";
import { RepeatControl } from "./repeat-control.tsx";

export type ComposerProps = {
  /** The open ones. */
  connections: readonly ConsoleConnection[];
  target: number | null;
  messages: readonly ConsoleMessage[];
  draft: Draft;
  view: DraftView;
  prepared: Prepared;
  onView: (view: DraftView) => void;
  onTarget: (id: number) => void;
  onDraft: (patch: Partial<Draft>) => void;
  /** Sends the draft, where it can be sent. */
  send: () => void;
  /** Sends it again every so many milliseconds; null stops it. Another one where the draft is another. */
  repeat: (everyMs: number | null) => void;
  isRepeating: boolean;
  /** Brings back what was sent before what is shown. */
  recall: () => void;
};

export function Composer(props: ComposerProps) {
  const { connections, target, draft, prepared, onTarget, onDraft, send } = props;
  const canSend = target !== null && prepared.body !== null;
  return (
    <Stack sx={{ gap: 1.5, pt: 1 }}>
      <Stack direction="row" useFlexGap sx={{ gap: 1.5, flexWrap: "wrap" }}>
        {connections.length > 1 ? (
          <Choice
            label="To"
            value={String(target)}
            options={connections.map(({ id, name }) => [String(id), name] as const)}
            width={180}
            onChange={(id) => onTarget(Number(id))}
          />
        ) : null}
        <MessageChoice {...props} />
        <Choice
          label="As"
          value={draft.kind}
          options={[
            ["text", "Text or JSON"],
            ["hex", "Bytes (hex)"],
            ["base64", "Bytes (base64)"],
          ]}
          onChange={(kind) => onDraft({ kind: kind === "hex" || kind === "base64" ? kind : "text" })}
        />
      </Stack>
      <Body {...props} />
      {prepared.misfits.length > 0 ? (
        <Alert severity="warning">
          It does not fit the definition, and can be sent all the same:{" "}
          {prepared.misfits.slice(0, 4).join("; ")}
        </Alert>
      ) : null}
      <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: "wrap", alignItems: "center" }}>
        <Button variant="contained" startIcon={<SendIcon />} disabled={!canSend} onClick={send}>
          {prepared.misfits.length > 0 ? "Send all the same" : "Send"}
        </Button>
        <RepeatControl canRepeat={canSend} isRepeating={props.isRepeating} repeat={props.repeat} />
        {target === null ? (
          <Typography variant="body2" sx={{ color: "text.secondary" }}>
            Connect first.
          </Typography>
        ) : null}
      </Stack>
    </Stack>
  );
}

/** The text, or the form that its message's schema makes of it: two views of one text. */
function Body(props: ComposerProps) {
  const { messages, draft, view, onView, onDraft, send } = props;
  const message = messages.find(({ key }) => key === draft.messageKey);
  if (draft.kind !== "text" || !message || message.schema === null) return <BodyField {...props} />;
  return (
    <>
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-label="Edit as"
        value={view}
        onChange={(_event, chosen: DraftView | null) => chosen && onView(chosen)}
        sx={{ "& .MuiToggleButton-root": { px: 1.5, py: 0.25 } }}
      >
        <ToggleButton value="json">JSON</ToggleButton>
        <ToggleButton value="form">Form</ToggleButton>
      </ToggleButtonGroup>
      {view === "json" ? (
        <BodyField {...props} />
      ) : (
        <MessageForm
          key={message.key}
          schema={message.schema}
          name={message.name}
          text={draft.text}
          onText={(text) => onDraft({ text })}
          onKeyDown={(event) => {
            if (!isSendKey(event)) return;
            event.preventDefault();
            send();
          }}
        />
      )}
    </>
  );
}

function isSendKey({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === "Enter" && (ctrlKey || metaKey);
}

function BodyField({ draft, prepared, onDraft, send, recall }: ComposerProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (isSendKey(event)) {
      event.preventDefault();
      send();
    }
    if (event.key === "ArrowUp" && (draft.text === "" || event.altKey)) {
      event.preventDefault();
      recall();
    }
  };
  return (
    <FormTextField
      label="Message to send"
      multiline
      minRows={4}
      maxRows={16}
      value={draft.text}
      problem={draft.text === "" ? undefined : (prepared.problem ?? undefined)}
      helperText="Ctrl+Enter sends; Alt+arrow up brings back what was sent. {{now}}, {{uuid}}, {{counter}} and {{random 1 100}} are filled in."
      onChange={(event) => onDraft({ text: event.target.value })}
      onKeyDown={onKeyDown}
      slotProps={{
        htmlInput: { spellCheck: false, style: { fontFamily: "var(--sluice-mono)", fontSize: "0.875rem" } },
      }}
    />
  );
}

/** Messages that the definition has for this direction, each with its examples. */
function MessageChoice({ messages, draft, onDraft }: ComposerProps) {
  if (messages.length === 0) return null;
  const chosen = messages.find(({ key }) => key === draft.messageKey);
  const take = (message: ConsoleMessage | undefined, example: string | undefined) =>
    onDraft({
      messageKey: message?.key ?? "",
      ...(example === undefined ? {} : { kind: "text", text: example }),
    });
  // What a person has typed is not written over.
  const isOwn =
    draft.text !== "" && !messages.some(({ examples }) => examples.some(({ text }) => text === draft.text));
  const anything = [["", "Anything"] as const];
  return (
    <>
      <Choice
        label="Message"
        value={chosen?.key ?? ""}
        options={[...anything, ...messages.map((message) => [message.key, wordsOf(message)] as const)]}
        width={260}
        onChange={(key) => {
          const message = messages.find((it) => it.key === key);
          take(message, isOwn ? undefined : message?.examples[0]?.text);
        }}
      />
      {chosen && chosen.examples.length > 1 ? (
        <Choice
          label="Example"
          value=""
          options={[
            ["", "Take one…"],
            ...chosen.examples.map(
              ({ name }, index) => [String(index), name || `Example ${index + 1}`] as const,
            ),
          ]}
          width={180}
          onChange={(index) => take(chosen, index === "" ? undefined : chosen.examples[Number(index)]?.text)}
        />
      ) : null}
    </>
  );
}

function wordsOf({ name, title }: ConsoleMessage): string {
  return title && title !== name ? `${name}: ${title}` : name;
}
