// Parses what came in at an edge with the schema of the intent; the same schema checks the form while typing.
import type { z } from "zod";
import { done, type FieldErrors, type Outcome, type Refusal, refuse } from "./outcome.ts";

/** Field messages of a zod error, keyed by dotted path. */
export function fieldErrors(error: z.core.$ZodError): FieldErrors {
  const fields: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const key = issue.path.length === 0 ? "form" : issue.path.join(".");
    const messages = fields[key] ?? [];
    messages.push(issue.message);
    fields[key] = messages;
  }
  return fields;
}

/** The keys that lead to the first text or key with a NUL character in it; null where there is none. */
function findNul(input: unknown, path: readonly string[] = []): readonly string[] | null {
  if (typeof input === "string") return input.includes("\0") ? path : null;
  if (typeof input !== "object" || input === null) return null;
  for (const [key, value] of Object.entries(input)) {
    const found = key.includes("\0") ? path : findNul(value, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}

/** PostgreSQL and JSON columns take no NUL, so no id has one, and no other text may. */
function refuseNul(path: readonly string[]): Refusal {
  const name = path.findLast((key) => !/^\d+$/.test(key)) ?? "";
  if (/^ids?$|Ids?$/.test(name)) return refuse("not_found", "This does not exist, or no longer.");
  const message = "There is an invisible NUL character in this text: delete it, or type the text anew.";
  return { ok: false, code: "invalid", message, fields: { [path.join(".") || "form"]: [message] } };
}

/**
 * The parsed value, or a refusal with messages by field: `invalid`, or `not_found` where an id cannot be one. Never
 * throws at bad input.
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): Outcome<z.output<Schema>> {
  const nul = findNul(input);
  if (nul !== null) return refuseNul(nul);
  const parsed = schema.safeParse(input);
  if (parsed.success) return done(parsed.data);
  const fields = fieldErrors(parsed.error);
  const first = parsed.error.issues[0]?.message ?? "Check the marked fields.";
  return { ok: false, code: "invalid", message: first, fields };
}
