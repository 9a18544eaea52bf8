// What a schema is made of: itself and the parts of its `allOf`, each with where it stands and what it is called.

import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  objectFrom,
  type Path,
  valueAt,
} from "#lib/asyncapi/json-value.ts";
import { pathOfRef, placeOfRef, refOf, resolveValue } from "#lib/asyncapi/local-ref.ts";
import { affordable, type NodeBudget } from "#lib/asyncapi/node-budget.ts";
import { copyDigits } from "#lib/asyncapi/written-digits.ts";
import { withLaterBounds } from "./number-bounds.ts";
import { besideOf, joinedTexts } from "./schema-beside.ts";
import { conjoined } from "./schema-conjoin.ts";
import { below } from "./schema-node.ts";

/** Levels of `allOf` in `allOf`. */
const MAX_FOLDS = 4;

export type Piece = {
  readonly schema: JsonObject;
  readonly place: Path | null;
  /** Its name among the document's schemas; empty for the schema itself, and for parts without a name. */
  readonly from: string;
  /** What is written beside the reference to it. */
  readonly beside: JsonObject;
};

type Source = { readonly root: JsonValue; readonly budget: NodeBudget };
type Whole = { readonly place: Path | null; readonly from: string; readonly depth: number };

/** The parts of a schema and, last, the schema itself, as deep as they can be paid for. */
export function piecesOf(source: Source, value: JsonValue, place: Path | null): Piece[] {
  return pieces(source, value, { place, from: "", depth: 0 });
}

function pieces(source: Source, value: JsonValue, { place, from, depth }: Whole): Piece[] {
  const { root, budget } = source;
  const schema = schemaIn(root, value);
  const own = { schema, place: placeIn(root, value, place), from, beside: besideOf(root, value) };
  if (!Array.isArray(schema.allOf) || depth >= MAX_FOLDS) return [own];
  const parts = affordable(budget, schema.allOf).flatMap((part, index) =>
    pieces(source, part, {
      place: below(own.place, "allOf", index),
      from: nameOf(refOf(part)) || from,
      depth: depth + 1,
    }),
  );
  // A part is as dear as what it holds: many parts may be one large schema.
  return [...parts, own].filter((piece) => budget.spend(sizeOf(piece.schema) / 8));
}

/** What no value fits, as a schema, is one that allows no value. */
function schemaIn(root: JsonValue, value: JsonValue): JsonObject {
  const schema = resolveValue(root, value);
  if (schema === false) return { enum: [] };
  return isJsonObject(schema) ? withLaterBounds(schema) : {};
}

function sizeOf(schema: JsonObject): number {
  const values = Array.isArray(schema.enum) ? schema.enum.length : 0;
  return values + Object.keys(objectAt(schema, ["properties"])).length;
}

/** Where a value stands, a reference followed; null where it was put together and stands nowhere. */
export function placeIn(root: JsonValue, value: JsonValue, place: Path | null): Path | null {
  const ref = refOf(value);
  if (ref !== null) return placeOfRef(root, ref);
  return place !== null && valueAt(root, place) === value ? place : null;
}

/** All that the pieces say of the value itself: what all of them ask for, and of other things what the last one says. */
export function merged(pieces: readonly Piece[]): JsonObject {
  const [first] = pieces;
  if (first === undefined) return {};
  if (pieces.length === 1 && Object.keys(first.beside).length === 0) return first.schema;
  // What a named part is called, and what it is for, is not what the whole is called, unless there is only this part.
  const isAlone = pieces.length === 2;
  const isTold = ({ from }: Piece) => isAlone || from === "";
  const members = Object.entries(conjoined(pieces.flatMap(({ schema, beside }) => [schema, beside])));
  const title = pieces
    .filter(isTold)
    .map(({ schema, beside }) => joinedTexts([beside.title, schema.title], ": "))
    .findLast((text) => text !== "");
  const description = joinedTexts(
    pieces.flatMap((piece) => [
      piece.beside.description,
      ...(isTold(piece) ? [piece.schema.description] : []),
    ]),
    "\n\n",
  );
  const whole = objectFrom([
    ...members.filter(([name]) => name !== "title" && name !== "description"),
    ...(title ? [["title", title] as const] : []),
    ...(description === "" ? [] : [["description", description] as const]),
  ]);
  for (const { schema, beside } of pieces) {
    copyDigits(schema, whole);
    copyDigits(beside, whole);
  }
  return whole;
}

/** The name of one of the document's schemas. */
export function nameOf(ref: string | null): string {
  const path = ref === null ? null : pathOfRef(ref);
  return path?.length === 3 && path[0] === "components" && path[1] === "schemas" ? (path[2] ?? "") : "";
}

/** What a reference calls what it stands for: its last step, which has no entry unless `nameOf` says so too. */
export function lastStepOf(ref: string | null): string {
  return (ref === null ? null : pathOfRef(ref))?.at(-1) ?? "";
}
