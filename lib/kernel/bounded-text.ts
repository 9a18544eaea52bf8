// A text field with a greatest length, which every other rule of the field may count on.
import { z } from "zod";

/** Anything longer is refused before any other rule looks at it. */
export const bounded = (what: string, max: number) =>
  z
    .string()
    .max(max, `${what} can have at most ${max} characters`)
    .refine((text) => !text.includes("\0"), `${what} cannot contain NUL characters`);
