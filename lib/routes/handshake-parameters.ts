// What a handshake has to bring beside a credential: query parameters and headers, as a route record has them.
// Compiled from the definition (lib/topics/handshake-parameters.ts), judged by the gateway.
import { z } from "zod";

/** What a value has to look like as text; any text is a `string`. */
export const parameterTypes = ["integer", "number", "boolean"] as const;

/** One demand. A name may stand in several: all of them hold. */
export const handshakeParameterSchema = z.object({
  /** Of a query parameter as it is, of a header in lower case. */
  name: z.string(),
  isRequired: z.boolean(),
  type: z.enum(parameterTypes).optional(),
  /** The values it may have. */
  values: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
});

export const handshakeParametersSchema = z.object({
  query: z.array(handshakeParameterSchema),
  headers: z.array(handshakeParameterSchema),
});
