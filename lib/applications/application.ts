// Applications: the consumers' clients, which subscribe to APIs and own keys.
import { z } from "zod";
import { bounded } from "#lib/kernel/bounded-text.ts";

/** Most applications of one person. */
export const MAX_APPLICATIONS = 100;

export type Application = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly createdAt: Date;
};

/** Whose an application is, for who may see it. */
export type Whose = {
  /** Who answers for it. */
  readonly owner: { readonly id: string; readonly username: string };
  readonly team: { readonly id: string; readonly name: string } | null;
};

/** What a member of several teams tells applications apart by: "Shop (team Payments)". */
export function nameWithTeam({ name, team }: Pick<Application, "name"> & Pick<Whose, "team">): string {
  return team ? `${name} (team ${team.name})` : name;
}

/** What its owner says of an application. The name stands in logs and in a header to backends. */
export const applicationFieldsSchema = z.object({
  name: bounded("The name", 80)
    .trim()
    .min(1, "Enter a name")
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u, {
      message:
        "A name begins with a letter or digit, and has letters, digits, spaces, dots, dashes and underscores",
    }),
  description: bounded("The description", 500).trim().default(""),
});
export type ApplicationFields = z.output<typeof applicationFieldsSchema>;

const applicationId = z.string().min(1).max(64);

export const createApplicationSchema = z.object({ application: applicationFieldsSchema });
export const updateApplicationSchema = z.object({ applicationId, application: applicationFieldsSchema });
export const deleteApplicationSchema = z.object({ applicationId });
