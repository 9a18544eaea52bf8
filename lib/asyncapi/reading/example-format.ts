// The formats of JSON Schema that texts are checked for, by the code of the checker that walks schemas, so that all say the
// same. Formats of a document's own mean what it says, and are not checked. Pure.
import { format } from "@cfworker/json-schema";

/** Texts that are longer are not checked for their format. */
export const LONGEST_WITH_FORMAT = 1000;

/** `url`, which is none of JSON Schema's, takes for ever on some texts. */
const NAMES = [
  ...["date-time", "date", "time", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"],
  ...["uri", "uri-reference", "uri-template", "json-pointer", "relative-json-pointer", "regex"],
] as const;

/** Whether a text is of a format, by the format's name. */
export const FORMATS: Readonly<Record<string, (text: string) => boolean>> = Object.fromEntries(
  NAMES.flatMap((name) => {
    const check = format[name];
    return check === undefined ? [] : [[name, check] as const];
  }),
);

export function isCheckedFormat(name: unknown): name is string {
  return typeof name === "string" && Object.hasOwn(FORMATS, name);
}
