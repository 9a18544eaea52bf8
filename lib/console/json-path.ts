// JSONPath (RFC 9535): names, indices from either end, wildcards and descendants, as search, redaction and scenarios read it.
// Slices, filters and several selectors in one bracket are not read.

/** One segment; `any` is a wildcard (section 2.3.2), `isDescendant` begins with two dots (section 2.5.2). */
export type PathSegment = { readonly isDescendant: boolean; readonly selector: PathSelector };
/** A negative index counts from the end (section 2.3.3). */
type PathSelector =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "any" };
export type JsonPath = readonly PathSegment[];

export type ReadPath =
  | { readonly ok: true; readonly path: JsonPath }
  /** What is wrong, where, and what would be read there. */
  | { readonly ok: false; readonly message: string };

const NAME_TEXT = "[A-Za-z_\\u0080-\\uffff][\\w\\u0080-\\uffff-]*";
const NAME = new RegExp(`^${NAME_TEXT}$`);
const BRACKET = `\\[\\s*(?:(?<index>0|-?[1-9]\\d*)|(?<all>\\*)|"(?<double>(?:[^"\\\\]|\\\\.)*)"|'(?<single>(?:[^'\\\\]|\\\\.)*)')\\s*\\]`;
const SEGMENT = new RegExp(
  `(?<dots>\\.\\.(?=\\[)|\\.\\.?(?!\\[))?(?:(?<=\\.)(?:(?<name>${NAME_TEXT})|(?<any>\\*))|${BRACKET})`,
  "y",
);

/** What of a text is a path, from its `$` on, and where it ends; `end` is 0 where it does not begin with one. */
export function pathAtStart(text: string): { readonly path: JsonPath; readonly end: number } {
  const path: PathSegment[] = [];
  if (!text.startsWith("$")) return { path, end: 0 };
  let end = 1;
  for (;;) {
    SEGMENT.lastIndex = end;
    const groups = SEGMENT.exec(text)?.groups;
    if (!groups) return { path, end };
    path.push({ isDescendant: groups.dots === "..", selector: selectorOf(groups) });
    end = SEGMENT.lastIndex;
  }
}

/** Reads a whole text as a path. */
export function readPath(text: string): ReadPath {
  const { path, end } = pathAtStart(text);
  if (end > 0 && end === text.length) return { ok: true, path };
  return { ok: false, message: `${text} is no path: ${pathProblem(text, end)}` };
}

/** Why a path does not go on where it ends: characters count from 1. */
export function pathProblem(text: string, end: number): string {
  if (end === 0) return "begin it with $, as in $.token";
  const found = text.slice(end, end + 1);
  const where = found === "" ? "at its end" : `at character ${end + 1}, "${found}",`;
  return `${where} write .name, ["a name"], [0], [-1], [*], .* or ..name`;
}

function selectorOf({
  index,
  all,
  any,
  name,
  double,
  single,
}: Record<string, string | undefined>): PathSelector {
  if (index !== undefined) return { kind: "index", index: Number(index) };
  if (all !== undefined || any !== undefined) return { kind: "any" };
  return { kind: "name", name: name ?? unescaped(double ?? single ?? "") };
}

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

function unescaped(quoted: string): string {
  return quoted.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code: string | undefined, other: string) =>
    code === undefined ? (ESCAPES[other] ?? other) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** The steps of a path to one value (section 2.3.5.1, singular queries); null where it may lead to several, or is none. */
export function pathSteps(text: string): readonly (string | number)[] | null {
  const read = readPath(text);
  if (!read.ok) return null;
  const steps: (string | number)[] = [];
  for (const { isDescendant, selector } of read.path) {
    if (isDescendant || selector.kind === "any") return null;
    steps.push(selector.kind === "name" ? selector.name : selector.index);
  }
  return steps;
}

/** Every value that has nothing in it, by its path; a list or an object only where it is empty. */
export function leavesOf(value: unknown, path = "$"): readonly (readonly [path: string, leaf: unknown])[] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  const members = Array.isArray(value)
    ? value.map((item: unknown, index) => [`${path}[${index}]`, item] as const)
    : Object.entries(value).map(([key, member]: [string, unknown]) => [path + stepTo(key), member] as const);
  return members.length === 0 ? [[path, value]] : members.flatMap(([at, member]) => leavesOf(member, at));
}

function stepTo(key: string): string {
  return NAME.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** The value at a path to one value, through own members only; undefined where there is none. */
export function valueAtPath(value: unknown, text: string): unknown {
  const read = pathSteps(text) === null ? null : readPath(text);
  return read?.ok ? valuesAtPath(value, read.path)[0] : undefined;
}

/** The values at a path, through own members only; a list or an object that is reached in several ways is followed once. */
export function valuesAtPath(value: unknown, path: JsonPath): readonly unknown[] {
  let values: readonly unknown[] = [value];
  for (const { isDescendant, selector } of path) {
    const holders = new Set(values.filter(isHolder));
    // A set is walked to its end, also to what is added on the way.
    if (isDescendant)
      for (const holder of holders)
        for (const member of Object.values(holder)) if (isHolder(member)) holders.add(member);
    values = [...holders].flatMap((holder) => selectedIn(holder, selector));
  }
  return values;
}

function isHolder(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function selectedIn(holder: object, selector: PathSelector): readonly unknown[] {
  if (selector.kind === "any") return Object.values(holder);
  if (selector.kind === "name")
    return !Array.isArray(holder) && Object.hasOwn(holder, selector.name)
      ? [Reflect.get(holder, selector.name)]
      : [];
  const { index } = selector;
  const place = Array.isArray(holder) && index < 0 ? holder.length + index : index;
  return Array.isArray(holder) && place >= 0 && place < holder.length ? [holder[place]] : [];
}
