"use client";
// What is sent: a message of the definition or anything else, as text or as bytes, once or again and again.
import SendIcon from "@mui/icons-material/SendOutlined";
import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import FormControlLabel from "@mui/material/FormControlLabel";
import Stack from "@mui/material/Stack";
import Switch from "@mui/material/Switch";
import ToggleButton from "@mui/material/ToggleButton";
import ToggleButtonGroup from "@mui/material/ToggleButtonGroup";
import Typography from "@mui/material/Typography";
import { type ReactNode, useMemo } from "react";
import type { ConsoleMessage } from "#lib/console/catalogue.ts";
import { Choice } from "./choice.tsx";
import type { ConsoleConnection } from "./console-connection.ts";
import { type Draft, type DraftView, isMeantAsJson, isText, type Prepared } from "./draft.ts";
import { draftFindings } from "./draft-findings.ts";
import { isSendKey } from "./field-key.ts";
import { MessageChoice } from "./message-choice.tsx";
import { MessageField } from "./message-field.tsx";
import { MessageForm } from "./message-form.tsx";
import { RepeatControl } from "./repeat-control.tsx";
import type { Repeating } from "./use-repeat.ts";

export type ComposerProps = {
  /** Those that a message can go to. */
  choices: readonly ConsoleConnection[];
  target: ConsoleConnection | null;
  /** Why nothing can be sent; null where the target is open. */
  unsendable: string | null;
  messages: readonly ConsoleMessage[];
  draft: Draft;
  view: DraftView;
  prepared: Prepared;
  onView: (view: DraftView) => void;
  onTarget: (id: number) => void;
  onDraft: (patch: Partial<Draft>) => void;
  /** Another message of the definition, by its key; empty for none. */
  onMessage: (key: string) => void;
  /** Takes another draft; the one at hand can be brought back. */
  onTake: (draft: Draft) => void;
  /** Sends the draft, where it can be sent. */
  send: () => void;
  repeating: Repeating;
  /** Brings back what was sent before what is shown, and what was at hand; false where there is nothing further. */
  older: () => boolean;
  newer: () => boolean;
  /** Other things that can be sent, beside the button that sends. */
  children: ReactNode;
};

export function Composer(props: ComposerProps) {
  const { choices, target, unsendable, draft, prepared, onTarget, onDraft, send } = props;
  const canSend = unsendable === null && prepared.body !== null;
  const isChosen = target !== null || choices.length === 0;
  return (
    <Stack sx={{ gap: 1.5, pt: 1 }}>
      <Stack direction="row" useFlexGap sx={{ gap: 1.5, flexWrap: "wrap" }}>
        {choices.length > 1 || !isChosen ? (
          <Choice
            label="To"
            value={String(target?.id ?? "")}
            options={[
              ...(isChosen ? [] : [["", "Choose…"] as const]),
              ...choices.map(({ id, name }) => [String(id), name] as const),
            ]}
            width={180}
            onChange={(id) => id !== "" && onTarget(Number(id))}
          />
        ) : null}
        <MessageChoice {...props} />
        <Choice
          label="As"
          value={isText(draft) ? "text" : draft.kind}
          options={[
            ["text", "Text or JSON"],
            ["hex", "Bytes (hex)"],
            ["base64", "Bytes (base64)"],
          ]}
          onChange={(kind) => onDraft({ kind: kind === "hex" || kind === "base64" ? kind : "text" })}
        />
      </Stack>
      <Body {...props} />
      {isText(draft) ? (
        <FormControlLabel
          control={
            <Switch
              size="small"
              checked={draft.kind === "text"}
              onChange={(_event, isOn) => onDraft({ kind: isOn ? "text" : "verbatim" })}
            />
          }
          label="Fill in {{now}}, {{uuid}}, {{counter}} and {{random 1 100}}"
        />
      ) : null}
      {prepared.misfits.length > 0 ? (
        <Alert severity="warning">
          It does not fit the definition, and can be sent all the same:{" "}
          {prepared.misfits
            .slice(0, 4)
            .map(({ path, words }) => `${path} ${words}`)
            .join("; ")}
        </Alert>
      ) : null}
      <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: "wrap", alignItems: "center" }}>
        <Button variant="contained" startIcon={<SendIcon />} disabled={!canSend} onClick={send}>
          {prepared.misfits.length > 0 ? "Send all the same" : "Send"}
        </Button>
        {props.children}
      </Stack>
      <RepeatControl {...props.repeating} />
      <Typography variant="body2" role="status" sx={{ color: "text.secondary" }}>
        {unsendable}
      </Typography>
    </Stack>
  );
}

/** The text, or the form that its message's schema makes of it: two views of one text. */
function Body(props: ComposerProps) {
  const { messages, draft, view, onView, onDraft, send } = props;
  const message = messages.find(({ key }) => key === draft.messageKey);
  if (!isText(draft) || !message || message.schema === null) return <BodyField {...props} />;
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

function BodyField({ messages, draft, prepared, onDraft, send, older, newer }: ComposerProps) {
  const message = messages.find(({ key }) => key === draft.messageKey);
  const findings = useMemo(() => draftFindings(draft.text, prepared), [draft.text, prepared]);
  return (
    <MessageField
      text={draft.text}
      isJson={isMeantAsJson(draft, message)}
      findings={findings}
      problem={draft.text === "" ? undefined : (prepared.problem ?? undefined)}
      onText={(text) => onDraft({ text })}
      onMeaning={(meaning) => {
        if (meaning !== "send") return meaning === "older" ? older() : newer();
        send();
        return true;
      }}
    />
  );
}
