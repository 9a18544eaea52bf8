// A deny policy as the gateways know it: who or what is refused at once, whatever credentials say. Pure data and its
// schema; only policies that are switched on travel.
import { z } from "zod";

/** What a policy denies: a client's address or a range of them, an application, all applications of a person, or an API. */
export const denySubjects = ["address", "application", "user", "api"] as const;

export const denyRecordSchema = z.object({
  id: z.string(),
  subject: z.enum(denySubjects),
  /** An address or a range (CIDR), the id of an application or of a person, or an API's path in lower case. */
  value: z.string(),
  /** Unix time in milliseconds from which on it denies nothing; null where it does not end by itself. */
  endsAtMs: z.int().nullable(),
});

export type DenySubject = (typeof denySubjects)[number];
export type DenyRecord = z.infer<typeof denyRecordSchema>;

/** True where an API is denied with a path, both in lower case: it is reached there, or below. */
export function isAtOrBelow(basePath: string, path: string): boolean {
  return basePath === path || basePath.startsWith(`${path}/`);
}
