// What passes between client and backend, where an API has the choice: types, refusals, encoded slashes. Part of the
// route record and of a design; every value has a default, which is what was stored before there was the choice.
import { z } from "zod";

/** A backend's refusal: 502 in the gateway's own words, or the backend's own answer. */
export const backendRefusals = ["explain", "pass_on"] as const;
/** `%2F` in a path: refused with 400, or passed on as it came. */
export const encodedSlashes = ["refuse", "pass_on"] as const;

/** The choices that concern the handshake; the Endpoints page has them. */
export const handshakeRulesSchema = z.object({
  backendRefusals: z.enum(backendRefusals).default("explain"),
  encodedSlashes: z.enum(encodedSlashes).default("refuse"),
});

export const passRulesSchema = handshakeRulesSchema.extend({
  /** A topic without Publish takes no messages from clients, one without Subscribe gives none. */
  enforcesTypes: z.boolean().default(true),
  /** A handshake without the query parameters and headers that the definition demands is refused. */
  enforcesHandshake: z.boolean().default(false),
  /** Where a limit would close with 4429, the message is left out and the client told so in a text frame, as by WSO2. */
  tellsThrottled: z.boolean().default(false),
});

export type EncodedSlashes = PassRules["encodedSlashes"];
export type HandshakeRules = z.infer<typeof handshakeRulesSchema>;
export type PassRules = z.infer<typeof passRulesSchema>;

export const defaultPassRules: PassRules = passRulesSchema.parse({});

/** True where nothing has been chosen. */
export function arePassRulesDefault(rules: PassRules): boolean {
  return JSON.stringify(passRulesSchema.parse(rules)) === JSON.stringify(defaultPassRules);
}
