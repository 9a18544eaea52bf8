// Which web pages may connect, in the fields of a form, as a rule, and in a sentence. Pure.
import { z } from "zod";
import { type OriginRule, originRuleSchema } from "#lib/routes/origin-rule.ts";

/** A line of the list as typed. */
export type OriginRow = {
  /** Tells rows apart; the server does not get it. */
  readonly id: string;
  readonly origin: string;
};

/** Both parts stay while a person tries the choices: the list is kept in the form though another rule is chosen. */
export type OriginFields = { readonly pages: OriginRule["kind"]; readonly sites: OriginRow[] };

export const pageChoices = ["any", "listed", "none"] as const satisfies readonly OriginRule["kind"][];

export const pageLabels = {
  any: "Pages of any site",
  listed: "Only pages of these sites",
  none: "No web pages",
} as const satisfies Record<OriginRule["kind"], string>;

/** What a choice means, beyond its label. */
export const pageWords = {
  any: "Cookies that a browser sends along are not passed on to the backend: the page may be anybody's.",
  listed: "Their cookies are passed on to the backend. Pages of other sites get 403.",
  none: "Every connection that a browser opens for a page gets 403.",
} as const satisfies Record<OriginRule["kind"], string>;

export function originFields(rule: OriginRule): OriginFields {
  const origins = rule.kind === "listed" ? rule.origins : [];
  return { pages: rule.kind, sites: origins.map((origin, index) => ({ id: `saved-${index}`, origin })) };
}

/** From the fields to the rule; what is wrong with a line is told at `sites.<index>`. */
export const originFieldsRule = z
  .custom<OriginFields>()
  .transform(({ pages, sites }, context): OriginRule => {
    const rule = originRuleSchema.safeParse(
      pages === "listed" ? { kind: pages, origins: sites.map(({ origin }) => origin) } : { kind: pages },
    );
    if (rule.success) return rule.data;
    for (const { message, path } of rule.error.issues) {
      context.addIssue({
        code: "custom",
        message,
        path: path.map((key) => (key === "origins" ? "sites" : key)),
      });
    }
    return z.NEVER;
  });

/** A rule in a few words. */
export function originSummary({ pages, sites }: OriginFields): string {
  if (pages !== "listed") return pageLabels[pages];
  return sites.map(({ origin }) => origin).join(", ") || "no site yet";
}
