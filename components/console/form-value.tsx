"use client";
// The fields of one value of a message, and of what is in it: as its schema says, a level at a time.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { createContext, type ReactNode, useContext, useState } from "react";
import type { JsonValue } from "#lib/asyncapi/json-value.ts";
import { withJsonAt, withoutJsonAt } from "#lib/console/form/edit-json.ts";
import {
  type FormMember,
  type FormShape,
  formShape,
  isShownBy,
  optionOf,
} from "#lib/console/form/form-shape.ts";
import { type JsonPart, type PartPath, partAt } from "#lib/console/form/json-parts.ts";
import { withItem, withOption, withStarted, withTyped } from "#lib/console/form/typed-json.ts";
import { Choice } from "./choice.tsx";
import { FormLeaf } from "./form-leaf.tsx";

type Form = {
  /** To which references lead. */
  readonly root: JsonValue;
  readonly text: string;
  readonly whole: JsonPart | null;
  readonly change: (edit: (before: string) => string) => void;
};

export const FormContext = createContext<Form | null>(null);

function useForm(): Form {
  const form = useContext(FormContext);
  if (form === null) throw new Error("A field stands outside a form.");
  return form;
}

type ValueProps = { schema: JsonValue; path: PartPath; name: string; isRequired: boolean };
type ShapeProps<Kind extends FormShape["kind"]> = ValueProps & {
  shape: Extract<FormShape, { kind: Kind }>;
  part: JsonPart | null;
};

export function FormValue(props: ValueProps) {
  const { root, whole, change } = useForm();
  const { schema, path, isRequired } = props;
  const shape = formShape(root, schema);
  const part = partAt(whole, path);
  if (!isShownBy(shape, part)) return <Staying {...props} isOther={shape.kind !== "other"} />;
  if (shape.kind === "choice") return <ChoiceValue {...props} shape={shape} part={part} />;
  if (shape.kind === "object") return <ObjectValue {...props} shape={shape} part={part} />;
  if (shape.kind === "list") return <ListValue {...props} shape={shape} part={part} />;
  if (shape.kind === "other") return <Staying {...props} isOther={false} />;
  return (
    <FormLeaf
      {...props}
      shape={shape}
      part={part}
      onTyped={(typed, kind) => change((text) => withTyped(text, path, typed, { kind, isRequired }))}
      onChosen={(written) =>
        change((text) => (written === "" ? withoutJsonAt(text, path) : withJsonAt(text, path, written)))
      }
    />
  );
}

function ObjectValue(props: ShapeProps<"object">) {
  const { root, change } = useForm();
  const { schema, path, name, isRequired, shape, part } = props;
  if (part === null && path.length > 0) {
    return (
      <Adding onClick={() => change((text) => withStarted(text, path, root, schema))}>
        {`Add ${name}${isRequired ? " (required)" : ""}`}
      </Adding>
    );
  }
  const named = new Set(shape.members.map((member) => member.name));
  const others = part?.kind === "object" ? part.members.filter(({ key }) => !named.has(key)) : [];
  return (
    <Group {...props} words={shape.words}>
      {inOrder(shape.members).map((member) => (
        <FormValue key={member.name} {...member} path={[...path, member.name]} />
      ))}
      {[...new Set(others.map(({ key }) => key))].map((key) => (
        <Staying key={key} path={[...path, key]} name={key} isOther={false} />
      ))}
    </Group>
  );
}

/** What has to be there first. */
function inOrder(members: readonly FormMember[]): readonly FormMember[] {
  return [
    ...members.filter(({ isRequired }) => isRequired),
    ...members.filter(({ isRequired }) => !isRequired),
  ];
}

function ListValue(props: ShapeProps<"list">) {
  const { root, change } = useForm();
  const { path, name, shape, part } = props;
  const items = part?.kind === "list" ? part.items : [];
  return (
    <Group {...props} words={shape.words}>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an item of a text has nothing but its place
        <Stack key={index} sx={{ gap: 0.5 }}>
          <FormValue schema={shape.item} path={[...path, index]} name={`${name} ${index + 1}`} isRequired />
          {item.kind === "object" || item.kind === "list" ? null : (
            <Removing path={[...path, index]} name={`${name} ${index + 1}`} />
          )}
        </Stack>
      ))}
      <Adding onClick={() => change((text) => withItem(text, path, root, shape.item))}>
        {`Add an item to ${name}`}
      </Adding>
    </Group>
  );
}

function ChoiceValue({ shape, part, path, name, isRequired }: ShapeProps<"choice">) {
  const { root, text, change } = useForm();
  const told = optionOf(root, shape, { text, part });
  // What nothing marks stays chosen while it is typed, though another would fit as well.
  const [chosen, setChosen] = useState(told);
  const current = shape.by === "" ? (chosen ?? told) : (told ?? chosen);
  const option = current === null ? undefined : shape.options[current];
  const common =
    shape.common !== null && formShape(root, shape.common).kind === "object" ? shape.common : null;
  const choose = (index: string) => {
    const next = index === "" ? undefined : shape.options[Number(index)];
    setChosen(next ? Number(index) : null);
    if (next) change((before) => withOption(before, path, root, next.schema));
  };
  return (
    <Stack sx={{ gap: 2 }}>
      <Choice
        label={path.length === 0 ? shape.label : `${name}: ${shape.label}`}
        value={String(current ?? "")}
        options={[
          ["", isRequired ? "Choose one" : "Not given"] as const,
          ...shape.options.map((it, index) => [String(index), it.name] as const),
        ]}
        width={300}
        onChange={choose}
      />
      {option ? (
        <FormValue key={current} schema={option.schema} path={path} name={name} isRequired={isRequired} />
      ) : part === null ? null : common !== null ? (
        <FormValue schema={common} path={path} name={name} isRequired={isRequired} />
      ) : (
        <Staying path={path} name={name} isOther={false} />
      )}
    </Stack>
  );
}

/** What the form has no field for: it is shown, and stays in the text. */
function Staying({
  schema,
  path,
  name,
  isOther,
}: Omit<ValueProps, "schema" | "isRequired"> & { schema?: JsonValue; isOther: boolean }) {
  const { root, text, whole, change } = useForm();
  const part = partAt(whole, path);
  const written = part === null ? "" : text.slice(part.from, part.to);
  return (
    <Stack sx={{ gap: 0.5 }}>
      <Typography variant="body2" sx={{ overflowWrap: "anywhere" }}>
        <strong>{name}</strong>
        {written === "" ? null : <Box component="code">{` ${shortened(written)}`}</Box>}
      </Typography>
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        {isOther
          ? "The definition says another kind of value. It stays as it is until you replace it."
          : "The form has no field for it: edit it as JSON. It stays as it is."}
      </Typography>
      <Stack direction="row" sx={{ gap: 1 }}>
        {isOther && schema !== undefined ? (
          <Adding onClick={() => change((before) => withStarted(before, path, root, schema))}>
            {`Replace ${name}`}
          </Adding>
        ) : null}
        {part === null || path.length === 0 ? null : <Removing path={path} name={name} />}
      </Stack>
    </Stack>
  );
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

type GroupProps = ValueProps & { part: JsonPart | null; words: string; children: ReactNode };

/** What belongs together, under its name; the whole message needs no frame. */
function Group({ path, name, isRequired, part, words, children }: GroupProps) {
  if (path.length === 0) return <Stack sx={{ gap: 2 }}>{children}</Stack>;
  return (
    <Stack component="fieldset" sx={groupLook}>
      <Box component="legend" sx={{ px: 0.75, fontSize: "0.875rem", fontWeight: 600 }}>
        {name}
        {isRequired && typeof path.at(-1) === "string" ? " (required)" : ""}
      </Box>
      {words === "" ? null : (
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {words}
        </Typography>
      )}
      {children}
      {part === null ? null : <Removing path={path} name={name} />}
    </Stack>
  );
}

const groupLook = {
  gap: 2,
  m: 0,
  p: { xs: 1, sm: 1.5 },
  minWidth: 0,
  border: "1px solid",
  borderColor: "divider",
  borderRadius: 1,
};

function Adding({ children, onClick }: { children: string; onClick: () => void }) {
  return (
    <div>
      <Button size="small" variant="outlined" color="secondary" onClick={onClick}>
        {children}
      </Button>
    </div>
  );
}

function Removing({ path, name }: { path: PartPath; name: string }) {
  const { change } = useForm();
  return (
    <div>
      <Button
        size="small"
        color="secondary"
        onClick={() => change((text) => withoutJsonAt(text, path))}
      >{`Remove ${name}`}</Button>
    </div>
  );
}
