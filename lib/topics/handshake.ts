// What a topic's handshake takes, as its form edits it: the WebSockets binding of the channel (method, query, headers).
// Rows hold what is simple; everything else of the schemas is named here and stays as it is written.
import { z } from "zod";

/** Types a row can have; null where the schema says none. Everything in a URL or header is text on the wire. */
export const HANDSHAKE_TYPES = ["string", "integer", "number", "boolean"] as const;
export const HANDSHAKE_METHODS = ["GET", "POST"] as const;
/** The two lists of a binding. */
export const HANDSHAKE_LISTS = ["query", "headers"] as const;

const text = z.string().max(5000, "Shorten this to 5000 characters.");

const rowSchema = z.object({
  /** Its name in the definition; null where it is not there yet. */
  key: z.string().nullable(),
  name: z.string().max(256, "Shorten the name to 256 characters."),
  type: z.enum(HANDSHAKE_TYPES).nullable(),
  isRequired: z.boolean(),
  description: text,
  /** The `enum`; empty where any value will do. */
  values: z.array(text).max(500, "Keep to 500 values."),
  /** The `default` and the first of the `examples`; empty where there is none. */
  fallback: text,
  example: text,
});

/** The shape alone; what is wrong with it is handshake-problems.ts. */
export const handshakeSchema = z.object({
  method: z.enum(HANDSHAKE_METHODS).nullable(),
  query: z.array(rowSchema),
  headers: z.array(rowSchema),
  /** What only the text can change. A save leaves it alone, whatever stands here. */
  written: z.object({
    query: z.array(z.string()),
    headers: z.array(z.string()),
    /** Parts of which nothing can be changed in the form. */
    locked: z.array(z.enum(["method", ...HANDSHAKE_LISTS])),
  }),
});

export type Handshake = z.infer<typeof handshakeSchema>;
export type HandshakeRow = z.infer<typeof rowSchema>;
export type HandshakeList = (typeof HANDSHAKE_LISTS)[number];
