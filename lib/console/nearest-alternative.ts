// Of a value that fits none of several alternatives: what all of them object to, and what the nearest objects to besides.
// Pure.
import type { OutputUnit } from "@cfworker/json-schema";
import { isJsonObject, type JsonObject, type JsonValue, memberOf, textAt } from "#lib/asyncapi/json-value.ts";
import { knownDefinitionName } from "./definition-name.ts";
import { atPointer } from "./json-pointer.ts";
import { type Choice, type Marks, marksOfAlternatives, type Told, toldBy } from "./marks.ts";
import { areAlike, stepsOf, togetherAs } from "./misfit-words.ts";

/** What was checked: a value, and by which schema. The validator's locations are places in the two. */
export type Checked = { readonly schema: JsonObject; readonly value: unknown };

/** `as` names the alternative that an error is of; empty where that needs no saying. */
export type ToldError = { readonly error: OutputUnit; readonly as: string };

type Alternative = {
  readonly index: number;
  readonly told: Told;
  readonly errors: readonly ToldError[];
};

/** As near as each other, and each told. */
const MAX_NEAREST = 3;

/** `errors` in the validator's order: what is below a choice follows it. */
export function withNearest(errors: readonly OutputUnit[], checked: Checked): ToldError[] {
  const told: ToldError[] = [];
  for (let index = 0; index < errors.length; ) {
    const error = errors[index];
    if (!error) break;
    const end = isChoice(error) ? endOfChoice(errors, index) : index + 1;
    if (isChoice(error)) told.push(...ofChoice(error, errors.slice(index + 1, end), checked));
    else told.push({ error, as: "" });
    index = end;
  }
  return told;
}

function endOfChoice(errors: readonly OutputUnit[], index: number): number {
  const below = `${errors[index]?.keywordLocation}/`;
  let end = index + 1;
  while (errors[end]?.keywordLocation.startsWith(below)) end += 1;
  return end;
}

function isChoice({ keyword }: OutputUnit): boolean {
  return keyword === "anyOf" || keyword === "oneOf";
}

function ofChoice(error: OutputUnit, below: readonly OutputUnit[], checked: Checked): ToldError[] {
  const itself = [{ error, as: "" }];
  if (error.keyword === "oneOf" && !error.error.includes("(0 matches)")) return itself;
  const choice = choiceAt(error, checked);
  const start = error.keywordLocation.length + 1;
  const byAlternative = Map.groupBy(below, (it) => Number.parseInt(it.keywordLocation.slice(start), 10));
  const all = [...byAlternative].map(([index, errors]) => ({
    index,
    told: choice.told[index] ?? "it may be",
    errors: withNearest(errors, checked),
  }));
  const meant = ofMeantKind(all, error.instanceLocation);
  const [only] = meant;
  if (!only) return itself;
  if (meant.length === 1) return [...only.errors];
  const { shared, rest } = sharedBy(meant);
  if (rest.some(({ errors }) => errors.length === 0)) return shared;
  const nearest = nearestOf(rest);
  if (nearest.length > MAX_NEAREST) return shared.length > 0 ? shared : itself;
  const named = nearest.flatMap(({ index, errors }) =>
    errors.map((it) => ({ ...it, as: it.as || labelOf(index, choice) })),
  );
  return [...shared, ...named];
}

/** Those that do not mean another kind of value: by its marks where those of another are met, and by its type. */
function ofMeantKind(all: readonly Alternative[], instanceLocation: string): readonly Alternative[] {
  const isMet = all.some(({ told }) => told === "it is");
  const left = isMet ? all.filter(({ told }) => told !== "it is not") : all;
  const ofType = left.filter(
    ({ errors }) =>
      !errors.some(({ error }) => error.keyword === "type" && error.instanceLocation === instanceLocation),
  );
  return ofType.length > 0 ? ofType : left;
}

/** What all object to, said of all together, and what each objects to besides. */
function sharedBy(all: readonly Alternative[]): { shared: ToldError[]; rest: Alternative[] } {
  const [first, ...others] = all;
  const shared: ToldError[] = [];
  const gone = new Set<ToldError>();
  for (const one of first?.errors ?? []) {
    const same = others.map(({ errors }) => errors.find((it) => !gone.has(it) && isAlike(one, it)));
    const found = same.filter((it) => it !== undefined);
    if (found.length < same.length) continue;
    for (const it of [one, ...found]) gone.add(it);
    shared.push({ error: togetherAs([one, ...found].map(({ error }) => error)), as: one.as });
  }
  const rest = all.map((it) => ({ ...it, errors: it.errors.filter((error) => !gone.has(error)) }));
  return { shared, rest };
}

function isAlike(one: ToldError, other: ToldError): boolean {
  return one.as === other.as && areAlike(one.error, other.error);
}

/** Those whose mark is met before others; then those with the fewest errors; then those whose errors are deepest. */
function nearestOf(all: readonly Alternative[]): readonly Alternative[] {
  const ranked = all.map((alternative) => {
    const { told, errors } = alternative;
    const depth = Math.min(...errors.map(({ error }) => stepsOf(error.instanceLocation).length));
    return { alternative, rank: [told === "it is" ? 0 : 1, errors.length, -depth] };
  });
  const sorted = ranked.toSorted((one, other) => compared(one.rank, other.rank));
  const best = sorted[0]?.rank ?? [];
  return sorted.filter(({ rank }) => compared(rank, best) === 0).map(({ alternative }) => alternative);
}

function compared(one: readonly number[], other: readonly number[]): number {
  return one.map((number, index) => number - (other[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

type ChoiceAt = {
  readonly alternatives: readonly JsonValue[];
  readonly marks: readonly Marks[];
  readonly told: readonly Told[];
  readonly root: JsonObject;
};

function choiceAt({ keywordLocation, instanceLocation }: OutputUnit, checked: Checked): ChoiceAt {
  const { schema: root, value } = checked;
  const steps = stepsOf(keywordLocation);
  const choice: Choice = steps.at(-1) === "anyOf" ? "anyOf" : "oneOf";
  const part = steps.slice(0, -1).reduce<JsonValue | undefined>((at, step) => below(root, at, step), root);
  const list = memberOf(part, choice);
  const marks = isJsonObject(part) ? marksOfAlternatives(root, part, choice) : [];
  const at = stepsOf(instanceLocation).reduce<unknown>(
    (it, step) => (typeof it === "object" && it !== null ? Reflect.get(it, step) : undefined),
    value,
  );
  const told = marks.map((one) => toldBy(one, at));
  return { alternatives: Array.isArray(list) ? list : [], marks, told, root };
}

function below(root: JsonObject, at: JsonValue | undefined, step: string): JsonValue | undefined {
  const ref = step === "$ref" ? textAt(at, ["$ref"]) : null;
  if (ref !== null) return atPointer(root, ref.slice(1));
  return memberOf(at, Array.isArray(at) ? Number(step) : step);
}

/** Its title, else its mark, else the name of its definition, as far as no other has the same; else its number. */
function labelOf(index: number, { alternatives, marks, root }: ChoiceAt): string {
  const titles = alternatives.map(
    (it) => textAt(it, ["title"]) ?? textAt(below(root, it, "$ref"), ["title"]),
  );
  const values = marks.map(({ own }) => {
    const [value, ...others] = own.find(({ path }) => path.length > 0)?.values ?? [];
    return value === undefined || others.length > 0 ? null : String(value);
  });
  const names = alternatives.map(knownDefinitionName);
  const own = [titles, values, names]
    .filter((labels) => labels.filter((label) => label === labels[index]).length === 1)
    .find((labels) => labels[index])?.[index];
  return own ?? `alternative ${index + 1}`;
}
