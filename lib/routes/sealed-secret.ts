// A secret as it travels with a route: ciphertext, and the data key it needs, itself encrypted. Pure.
import { z } from "zod";

export const sealedSecretSchema = z.object({
  id: z.string(),
  /** Scheme, host and port of each backend it was entered for. */
  origins: z.array(z.string()),
  /** Nonce, ciphertext and tag, base64. */
  sealed: z.string(),
  dataKey: z.object({ id: z.string(), wrappedBy: z.string(), wrapped: z.string() }),
});
export type SealedSecret = z.infer<typeof sealedSecretSchema>;
