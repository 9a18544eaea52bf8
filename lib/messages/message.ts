// A message of a topic as a form edits it, and the one schema that judges it. Messages are a view of the definition's text
// (DESIGN.md section 4): read from it by read-message.ts, patched into it by apply-message.ts.
import { z } from "zod";
import { isJsonObject } from "#lib/asyncapi/json-value.ts";
import { isJsonContent } from "#lib/asyncapi/reading/example-values.ts";
import { readValueText } from "#lib/messages/value-text.ts";
import { TOPIC_TYPES } from "#lib/topics/topic.ts";

/** Most examples of one message. */
export const MAX_EXAMPLES = 20;
/** Longest text of a schema or of an example, in characters. */
export const MAX_SCHEMA_LENGTH = 200_000;

const line = (what: string) =>
  z
    .string()
    .max(255, `Shorten the ${what} to 255 characters.`)
    .refine((text) => !/[\r\n\0]/.test(text), `Write the ${what} on one line.`);
const prose = z.string().max(5000, "Shorten the text to 5000 characters.");
const source = z.string().max(MAX_SCHEMA_LENGTH, `Keep to ${MAX_SCHEMA_LENGTH} characters.`);

/** What is wrong with the text of a schema, YAML or JSON; null where it is one, or empty. */
function schemaProblem(text: string): string | null {
  const read = readValueText(text);
  if (!read.ok) return read.message;
  const isSchema = read.value === undefined || typeof read.value === "boolean" || isJsonObject(read.value);
  return isSchema ? null : "Write a schema: an object such as `type: string`.";
}

const exampleSchema = z.object({
  /** Index of the example in the document that it was read from; null for a new one. */
  from: z.int().min(0).nullable(),
  name: line("name"),
  summary: prose,
  /** YAML or JSON where the message is JSON, otherwise the text itself; empty where the example has none. */
  payload: source,
  headers: source,
});

/** A message, as far as it can be judged without its document. */
export const messageSchema = z
  .object({
    name: line("name").refine((name) => name.trim() !== "", "Give the message a name."),
    title: line("title"),
    summary: prose,
    description: prose,
    /** Media type; empty for that of the document. */
    contentType: line("content type").refine(
      (type) => type === "" || /^[\w!#$&^.+-]+\/[\w!#$&^.+*-]+\s*(;.*)?$/.test(type),
      "Write a media type such as application/json.",
    ),
    /** The ways it passes by itself: Subscribe is server to client. None where it only answers another message. */
    types: z.array(z.enum(TOPIC_TYPES)),
    /** Media type of the schema; empty for AsyncAPI's own, a superset of JSON Schema draft 7. */
    schemaFormat: line("format of the schema"),
    payload: source,
    headers: source,
    examples: z.array(exampleSchema).max(MAX_EXAMPLES, `Keep to ${MAX_EXAMPLES} examples.`),
    /** Keys of the messages of the same topic that may answer it. */
    answeredWith: z.array(z.string()),
  })
  .superRefine((message, context) => {
    const say = (path: (string | number)[], problem: string | null) => {
      if (problem !== null) context.addIssue({ code: "custom", path, message: problem });
    };
    say(["headers"], schemaProblem(message.headers));
    say(
      ["payload"],
      message.schemaFormat === "" ? schemaProblem(message.payload) : textProblem(message.payload),
    );
    for (const [index, example] of message.examples.entries()) {
      say(["examples", index, "headers"], textProblem(example.headers));
      if (message.contentType !== "" && isJsonContent(message.contentType))
        say(["examples", index, "payload"], textProblem(example.payload));
    }
  });

/** A message in a document whose messages are of this media type where they name none. */
export function messageSchemaFor(defaultContentType: string) {
  return messageSchema.superRefine(({ contentType, examples }, context) => {
    if (contentType !== "" || !isJsonContent(defaultContentType)) return;
    for (const [index, { payload }] of examples.entries()) {
      const problem = textProblem(payload);
      if (problem !== null)
        context.addIssue({ code: "custom", path: ["examples", index, "payload"], message: problem });
    }
  });
}

function textProblem(text: string): string | null {
  const read = readValueText(text);
  return read.ok ? null : read.message;
}

export type MessageDraft = z.infer<typeof messageSchema>;
export type MessageExample = MessageDraft["examples"][number];

/** What a new message starts as. */
export const NEW_MESSAGE: MessageDraft = {
  name: "",
  title: "",
  summary: "",
  description: "",
  contentType: "",
  types: [],
  schemaFormat: "",
  payload: "",
  headers: "",
  examples: [],
  answeredWith: [],
};
