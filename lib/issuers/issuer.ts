// Issuers of others: what an admin says of one, and what is shown of it. Pure.
import { z } from "zod";
import { bounded } from "#lib/kernel/bounded-text.ts";
import { MAX_CREDENTIAL_LENGTH } from "#lib/routes/credential-carriers.ts";
import { type IssuerAlgorithm, issuerAlgorithms } from "#lib/routes/issuer-record.ts";
import type { EndpointEnvironment } from "#lib/routes/route-record.ts";

/** Most issuers of an installation. */
export const MAX_ISSUERS = 50;
/** Clocks that differ by more are wrong. */
export const MAX_CLOCK_SKEW_S = 300;

/** An issuer as an admin sees it. */
export type Issuer = {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly audience: string;
  readonly applicationClaim: string;
  readonly scopeClaim: string;
  readonly algorithms: readonly IssuerAlgorithm[];
  readonly clockSkewSeconds: number;
  readonly isOn: boolean;
  /** The `kid`s of its keys, as they were last fetched. */
  readonly keyIds: readonly string[];
  /** When its keys were last fetched; null before that. */
  readonly refreshedAt: Date | null;
  /** Why fetching them anew failed; empty where it did not. */
  readonly problem: string;
};

/** An issuer as the owner of an application sees it, with what stands for the application there. */
export type IssuerForApplication = {
  readonly issuerId: string;
  readonly name: string;
  readonly applicationClaim: string;
  /** Empty where nothing stands for it. */
  readonly value: string;
  /** Which endpoints its tokens lead to. */
  readonly environment: EndpointEnvironment;
  /** When it was last proven that the client is the application's own; null where it never was. */
  readonly provenAt: Date | null;
  /** When its tokens were last used to connect, and from where; null where they never were. */
  readonly lastUsedAt: Date | null;
  readonly lastUsedFrom: string | null;
  /** True where another application has proven that the client which was entered here is its own. */
  readonly isLost: boolean;
};

/** An issuer's name for itself; it is compared to the letter, so nothing of it is mended but spaces around it. */
export const issuerUrlSchema = bounded("The issuer", 500)
  .trim()
  .min(1, "Enter the issuer")
  .superRefine((text, issues) => {
    const message = problemOfUrl(text);
    if (message !== null) issues.addIssue({ code: "custom", message });
  });

function problemOfUrl(text: string): string | null {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    return "Write the issuer as its tokens name it, such as https://login.example.com";
  // OpenID Connect Discovery 1.0 section 2
  if (url.search !== "" || url.hash !== "" || /[?#]/.test(text))
    return "An issuer has no query and no fragment: take out what follows ? or #";
  return url.username === "" && url.password === "" ? null : "Take name and password out of the address";
}

const claim = (fallback: string) =>
  bounded("The claim", 100)
    .trim()
    .transform((text) => (text === "" ? fallback : text))
    .default(fallback);

/** What an admin says of an issuer, at first and later. */
const issuerTermsSchema = z.object({
  name: bounded("The name", 60).trim().min(1, "Enter a name"),
  audience: bounded("The audience", 500)
    .trim()
    .min(1, "Enter the audience: without one, tokens for anybody else would be taken"),
  applicationClaim: claim("client_id"),
  scopeClaim: claim("scope"),
  algorithms: z.array(z.enum(issuerAlgorithms)).min(1, "Choose at least one algorithm"),
  clockSkewSeconds: z.coerce
    .number("Enter a number of seconds")
    .int("Enter whole seconds")
    .min(0, "Enter 0 or more seconds")
    .max(MAX_CLOCK_SKEW_S, `Clocks may differ by at most ${MAX_CLOCK_SKEW_S} seconds`)
    .default(60),
});
export type IssuerTerms = z.output<typeof issuerTermsSchema>;

export const createIssuerSchema = issuerTermsSchema.extend({ url: issuerUrlSchema });
export type CreateIssuer = z.output<typeof createIssuerSchema>;

export const issuerIdSchema = z.object({ issuerId: z.string().min(1).max(64) });
/** Another address is another issuer. */
export const updateIssuerSchema = issuerTermsSchema.extend(issuerIdSchema.shape);
export type UpdateIssuer = z.output<typeof updateIssuerSchema>;
export const switchIssuerSchema = issuerIdSchema.extend({ isOn: z.boolean() });

/** What stands for one application at one issuer. */
export const identitySchema = issuerIdSchema.extend({ applicationId: z.string().min(1).max(64) });
export type OneIdentity = z.output<typeof identitySchema>;

/** What stands for an application from now on, which endpoints its tokens lead to, and a token of that client as the proof. */
export const setIdentitySchema = identitySchema.extend({
  value: bounded("The id", 200).trim().min(1, "Enter the id"),
  environment: z.enum(["production", "sandbox"], "Choose production or sandbox endpoints"),
  // Copied from a terminal it has line breaks.
  token: bounded("The token", MAX_CREDENTIAL_LENGTH)
    .transform((text) => text.replaceAll(/\s/g, ""))
    .default(""),
});
export type SetIdentity = z.output<typeof setIdentitySchema>;
