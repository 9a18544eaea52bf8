// Tickets as portal and gateway agree on them: what opens one connection, once, in place of the credential that it was got
// with. Signed as access tokens are, so that the gateway knows one without asking anybody. Pure data and its schema.
import { z } from "zod";
import { TOKEN_ALGORITHM } from "./access-token.ts";
import { issuerAlgorithms } from "./issuer-record.ts";

/** Media type in a ticket's header. */
export const TICKET_TYPE = "sluice-ticket+jwt";
/** How long a ticket is good for, where what it was got with does not end before. */
export const TICKET_LIFETIME_MS = 30_000;
/** By how much longer it is taken, for clocks that differ a little; a minute, as for tokens, would be longer than it lives. */
export const TICKET_GRACE_MS = 5_000;

/** Header of a ticket that could be one of ours. */
export const ticketHeaderSchema = z.object({
  typ: z.literal(TICKET_TYPE),
  alg: z.literal(TOKEN_ALGORITHM),
  kid: z.string().max(100),
  crit: z.never().optional(),
});

/** Claims; times are Unix time in seconds. */
export const ticketClaimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  iat: z.number(),
  exp: z.number(),
  /** By which it is redeemed, once. */
  jti: z.string().max(100),
  /** The credential that it was got with: a key, or the client whose token it was, here or at an issuer of others. */
  credential_id: z.string().max(100),
  /** That token, where it is of this portal; the connection goes by it. */
  token: z
    .object({
      jti: z.string().max(100),
      secret_id: z.string().max(100),
      kid: z.string().max(100),
      exp: z.number(),
      scope: z.string().optional(),
    })
    .optional(),
  /** That token, where it is of an issuer of others: what its issuer's terms are held against for as long as it is open. */
  issuer_token: z
    .object({
      /** Its `jti`; empty where the issuer gives none. */
      jti: z.string(),
      /** What names the application. */
      client: z.string(),
      kid: z.string(),
      alg: z.enum(issuerAlgorithms),
      audiences: z.array(z.string()),
      application_claim: z.string(),
      scope_claim: z.string(),
      scopes: z.array(z.string()),
      /** When it has expired even by a clock that is slow. */
      ends_at: z.number(),
    })
    .optional(),
});
export type TicketClaims = z.infer<typeof ticketClaimsSchema>;
