"use client";
// Examples of a message: each with what it says, and whether it fits the schema.
import AddIcon from "@mui/icons-material/AddOutlined";
import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import Paper from "@mui/material/Paper";
import Stack from "@mui/material/Stack";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import { MAX_EXAMPLES, type MessageExample } from "#lib/messages/message.ts";

type ExampleListProps = {
  examples: readonly MessageExample[];
  /** By index: in words, where it does not fit. */
  misfits: readonly (readonly string[])[];
  hasHeaders: boolean;
  isReadOnly: boolean;
  problem: (path: string) => string | undefined;
  onChange: (examples: MessageExample[]) => void;
};

export const NEW_EXAMPLE: MessageExample = { from: null, name: "", summary: "", payload: "", headers: "" };

export function ExampleList(props: ExampleListProps) {
  const { examples, isReadOnly, onChange } = props;
  return (
    <>
      <Stack component="ul" aria-label="Examples" sx={{ listStyle: "none", m: 0, p: 0, gap: 1.5 }}>
        {examples.map((example, index) => (
          <ExampleFields
            // Examples have no name of their own, and none moves.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={index}
            {...props}
            index={index}
            example={example}
            onEdit={(patch) => onChange(examples.map((it, at) => (at === index ? { ...it, ...patch } : it)))}
            onRemove={() => onChange(examples.filter((_, at) => at !== index))}
          />
        ))}
      </Stack>
      {isReadOnly || examples.length >= MAX_EXAMPLES ? null : (
        <Button
          size="small"
          startIcon={<AddIcon />}
          sx={{ mt: examples.length > 0 ? 1 : 0 }}
          onClick={() => onChange([...examples, NEW_EXAMPLE])}
        >
          Add example
        </Button>
      )}
    </>
  );
}

type ExampleFieldsProps = ExampleListProps & {
  index: number;
  example: MessageExample;
  onEdit: (patch: Partial<MessageExample>) => void;
  onRemove: () => void;
};

function ExampleFields({
  index,
  example,
  misfits,
  hasHeaders,
  isReadOnly,
  problem,
  onEdit,
  onRemove,
}: ExampleFieldsProps) {
  const found = misfits[index] ?? [];
  const mono = {
    htmlInput: { spellCheck: false, style: { fontFamily: "monospace", fontSize: "0.8125rem" } },
  };
  const label = `Example ${index + 1}`;
  return (
    <Paper component="li" variant="outlined" aria-label={label} sx={{ p: 2 }}>
      <Stack sx={{ gap: 2 }}>
        <Stack direction={{ xs: "column", sm: "row" }} sx={{ gap: 2, alignItems: { sm: "flex-start" } }}>
          <FormTextField
            label="Name"
            value={example.name}
            readOnly={isReadOnly}
            onChange={(event) => onEdit({ name: event.target.value })}
          />
          <FormTextField
            label="Summary"
            value={example.summary}
            readOnly={isReadOnly}
            onChange={(event) => onEdit({ summary: event.target.value })}
          />
          {isReadOnly ? null : (
            <Button
              color="secondary"
              size="small"
              aria-label={`Remove ${label}`}
              sx={{ flexShrink: 0 }}
              onClick={onRemove}
            >
              Remove
            </Button>
          )}
        </Stack>
        <FormTextField
          label={`Payload of ${label.toLowerCase()}`}
          multiline
          minRows={2}
          maxRows={16}
          value={example.payload}
          problem={problem(`${index}.payload`)}
          readOnly={isReadOnly}
          onChange={(event) => onEdit({ payload: event.target.value })}
          slotProps={mono}
        />
        {hasHeaders || example.headers !== "" ? (
          <FormTextField
            label={`Headers of ${label.toLowerCase()}`}
            multiline
            maxRows={8}
            value={example.headers}
            problem={problem(`${index}.headers`)}
            readOnly={isReadOnly}
            onChange={(event) => onEdit({ headers: event.target.value })}
            slotProps={mono}
          />
        ) : null}
        {found.length > 0 ? (
          <Alert severity="warning">It does not fit the schema: {found.slice(0, 5).join(" ")}</Alert>
        ) : null}
      </Stack>
    </Paper>
  );
}
