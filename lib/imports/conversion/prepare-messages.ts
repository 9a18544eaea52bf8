// Messages of AsyncAPI 2 in the form the converter understands: one flat list for each operation, nothing in traits that has
// no place there in AsyncAPI 3.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Path,
  textAt,
} from "#lib/asyncapi/json-value.ts";
import { refOf, resolveObject, resolveValue } from "#lib/asyncapi/local-ref.ts";
import type { ConversionNotes } from "./conversion-note.ts";
import { MAX_CHOICES_DEEP } from "./moved-parts.ts";

const MAX_MESSAGES = 1_000;
/** The format that a payload has in AsyncAPI where none is named. */
const OWN_FORMAT = /^application\/vnd\.aai\.asyncapi(?:\+(?:json|yaml))?;version=2\.\d+\.\d+$/;

/** Changes the messages of an operation. */
export function prepareMessages(
  document: JsonObject,
  operation: JsonObject,
  path: Path,
  notes: ConversionNotes,
): void {
  const { message } = operation;
  delete operation.message;
  if (message === undefined) return;
  const found: JsonObject[] = [];
  let looked = 0;
  const collect = (value: JsonValue, depth: number): void => {
    looked += 1;
    if (looked > MAX_MESSAGES) return;
    const target = resolveValue(document, value);
    if (isJsonObject(target) && Array.isArray(target.oneOf) && depth < MAX_CHOICES_DEEP) {
      for (const choice of target.oneOf) collect(choice, depth + 1);
    } else if (isJsonObject(value)) found.push(value);
    else notes.warning("message", "This is no message and is left out.", path);
  };
  collect(message, 0);
  if (looked > MAX_MESSAGES) {
    notes.warning(
      "messages",
      `There are more than ${MAX_MESSAGES} messages here. The rest is left out.`,
      path,
    );
  }
  for (const one of found) prepareMessage(document, one, path, notes);
  const [only] = found;
  if (only === undefined) return;
  operation.message = found.length === 1 ? only : { oneOf: found };
}

/** Changes one message; a reference stays as it is. */
export function prepareMessage(
  document: JsonObject,
  message: JsonObject,
  path: Path,
  notes: ConversionNotes,
): void {
  if (refOf(message) !== null) return;
  const traits = Array.isArray(message.traits) ? message.traits.filter(isJsonObject) : [];
  const formats = traits.map((trait) => textAt(resolveObject(document, trait), ["schemaFormat"]));
  const format = textAt(message, ["schemaFormat"]) ?? formats.findLast((found) => found !== null);
  delete message.schemaFormat;
  if (typeof format === "string" && !OWN_FORMAT.test(format) && message.payload !== undefined) {
    message.schemaFormat = format;
  }
  if (message.traits !== undefined) message.traits = traits.map(messageTrait);
  wrapExamples(message, path, notes);
}

/** A trait without what only messages themselves say in AsyncAPI 3. */
export function messageTrait(trait: JsonObject): JsonObject {
  const { schemaFormat: _format, messageId: _id, ...rest } = trait;
  return rest;
}

/** AsyncAPI 2.0 took any object as an example; since then, payload and headers are named. */
function wrapExamples(message: JsonObject, path: Path, notes: ConversionNotes): void {
  if (!Array.isArray(message.examples)) return;
  let wrapped = 0;
  message.examples = message.examples.map((example) => {
    if (isJsonObject(example) && ("payload" in example || "headers" in example)) return example;
    wrapped += 1;
    return { payload: example };
  });
  if (wrapped === 0) return;
  notes.info("message-example", "Examples that name no payload are taken as examples of the payload.", path);
}
