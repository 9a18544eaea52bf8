// Rules of the fields that hold a number or a quantity: what was typed becomes a count within its bounds. Pure.
import { z } from "zod";
import { countOf, type Quantity } from "./quantity.ts";

/** Bounds, and what to say of a number outside them. */
export type NumberRule = { readonly min: number; readonly max: number; readonly message: string };

/** A quantity as typed, to milliseconds or bytes. */
export const quantityRule = (rule: NumberRule) =>
  z.custom<Quantity>().transform((typed, context) => bounded(countOf(typed), rule, context));

/** A quantity that may be left empty: undefined then. */
export const optionalQuantityRule = (rule: NumberRule) =>
  z
    .custom<Quantity>()
    .transform((typed, context) =>
      typed.amount.trim() === "" ? undefined : bounded(countOf(typed), rule, context),
    );

/** A whole number as typed. */
export const wholeNumberRule = (rule: NumberRule) =>
  z.string().transform((typed, context) => {
    const digits = typed.trim();
    return bounded(/^\d{1,15}$/.test(digits) ? Number(digits) : null, rule, context);
  });

type Issues = { addIssue: (issue: { code: "custom"; message: string }) => void };

function bounded(count: number | null, { min, max, message }: NumberRule, context: Issues): number {
  if (count !== null && count >= min && count <= max) return count;
  context.addIssue({ code: "custom", message: count === null ? "Enter a number, for example 30." : message });
  return z.NEVER;
}
