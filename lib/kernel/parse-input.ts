// Parses what came in at an edge with the schema of the intent; the same schema checks the form while typing.
import type { z } from "zod";
import { done, type FieldErrors, type Outcome } from "./outcome.ts";

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

/** The parsed value, or a refusal `invalid` with messages by field. Never throws at bad input. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): Outcome<z.output<Schema>> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return done(parsed.data);
  const fields = fieldErrors(parsed.error);
  const first = parsed.error.issues[0]?.message ?? "Check the marked fields.";
  return { ok: false, code: "invalid", message: first, fields };
}
