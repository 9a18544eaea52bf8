// Examples as the server checks them, by ajv (example-check.ts). Pure.
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import { checkerOf, partChecked, viewChecked } from "./checker.ts";
import { answersTo } from "./example-check.ts";
import type { ReadingPart } from "./sections.ts";
import type { ReadingView } from "./view.ts";

/** The view, of this document, with the examples of all messages in it checked as far as one answer's purse goes. */
export function checkedView(document: JsonObject, view: ReadingView): ReadingView {
  return viewChecked(checkerOf(document, answersTo), view);
}

/** The part, of this document, with its examples checked. */
export function checkedPart(document: JsonObject, part: ReadingPart): ReadingPart {
  return partChecked(checkerOf(document, answersTo), part);
}
