"use client";
// Fields of a message: its names and texts, its directions, what answers it.
import Alert from "@mui/material/Alert";
import Checkbox from "@mui/material/Checkbox";
import FormControl from "@mui/material/FormControl";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormGroup from "@mui/material/FormGroup";
import FormHelperText from "@mui/material/FormHelperText";
import FormLabel from "@mui/material/FormLabel";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import type { MessageDraft } from "#lib/messages/message.ts";
import type { MessagePage } from "#lib/messages/read-message.ts";
import { TOPIC_TYPES } from "#lib/topics/topic.ts";
import { DIRECTION_WORDS } from "./message-directions.tsx";

export type MessageFieldsProps = {
  values: MessageDraft;
  set: (patch: Partial<MessageDraft>) => void;
  problem: (field: keyof MessageDraft) => string | undefined;
  isReadOnly: boolean;
  page: MessagePage;
};

export function NameFields({ values, set, problem, page }: MessageFieldsProps) {
  return (
    <Stack sx={{ gap: 2.5, pt: 1 }}>
      {page.uses > 1 ? (
        <Alert severity="info">
          This message is shared: it is used in {page.uses} places, and changes in all of them.
        </Alert>
      ) : null}
      <Stack direction={{ xs: "column", sm: "row" }} sx={{ gap: 2 }}>
        <FormTextField
          label="Name"
          required
          value={values.name}
          problem={problem("name")}
          helperText="For programs: one word, such as orderPlaced."
          onChange={(event) => set({ name: event.target.value })}
          slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: "none" } }}
        />
        <FormTextField
          label="Title"
          value={values.title}
          problem={problem("title")}
          helperText="For readers."
          onChange={(event) => set({ title: event.target.value })}
        />
      </Stack>
      <FormTextField
        label="Summary"
        value={values.summary}
        problem={problem("summary")}
        onChange={(event) => set({ summary: event.target.value })}
      />
      <FormTextField
        label="Description"
        multiline
        minRows={2}
        maxRows={10}
        value={values.description}
        problem={problem("description")}
        helperText="Markdown."
        onChange={(event) => set({ description: event.target.value })}
      />
    </Stack>
  );
}

export function DirectionFields({ values, set, problem, page }: MessageFieldsProps) {
  const wrong = problem("types");
  const added = values.types.filter((type) => !page.topicTypes.includes(type));
  return (
    <FormControl component="fieldset" error={wrong !== undefined}>
      <FormLabel component="legend" sx={{ fontSize: "0.8125rem" }}>
        Which way it passes on {page.address}
      </FormLabel>
      <FormGroup row>
        {TOPIC_TYPES.map((type) => (
          <FormControlLabel
            key={type}
            label={DIRECTION_WORDS[type]}
            control={<Checkbox size="small" checked={values.types.includes(type)} />}
            onChange={(_event, isChecked) =>
              set({
                types: TOPIC_TYPES.filter((it) => (it === type ? isChecked : values.types.includes(it))),
              })
            }
            slotProps={{ typography: { variant: "body2" } }}
          />
        ))}
      </FormGroup>
      {wrong ? <FormHelperText>{wrong}</FormHelperText> : null}
      {values.types.length === 0 ? (
        <FormHelperText>Neither: it passes only as the answer to another message.</FormHelperText>
      ) : null}
      {added.length > 0 ? (
        <FormHelperText error={false}>
          The topic does not do this yet: saving gives it the type{" "}
          {added.map((type) => (type === "subscribe" ? "Subscribe" : "Publish")).join(" and ")}.
        </FormHelperText>
      ) : null}
    </FormControl>
  );
}

export function AnswerFields({ values, set, page }: MessageFieldsProps) {
  if (page.replyElsewhere !== "") {
    return (
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        Its reply {page.replyElsewhere}: edit it in the text of the definition.
      </Typography>
    );
  }
  const isSent = values.types.includes("publish");
  return (
    <FormControl component="fieldset">
      <FormLabel component="legend" sx={{ fontSize: "0.8125rem" }}>
        {isSent ? "Whoever sends it gets back one of" : "Clients answer it with one of"}
      </FormLabel>
      <FormGroup>
        {page.others.map(({ key, name, title }) => (
          <FormControlLabel
            key={key}
            label={title && title !== name ? `${name}: ${title}` : name}
            control={<Checkbox size="small" checked={values.answeredWith.includes(key)} />}
            onChange={(_event, isChecked) =>
              set({
                // An echo answers itself, which is not offered, and stays.
                answeredWith: [
                  ...values.answeredWith.filter((answer) => page.others.every((it) => it.key !== answer)),
                  ...page.others.flatMap((other) =>
                    (other.key === key ? isChecked : values.answeredWith.includes(other.key))
                      ? [other.key]
                      : [],
                  ),
                ],
              })
            }
            slotProps={{ typography: { variant: "body2" } }}
          />
        ))}
      </FormGroup>
      <FormHelperText>None: nothing answers it.</FormHelperText>
    </FormControl>
  );
}
