// JSONPath to one value (RFC 9535, section 2.3.5.1, singular queries): `$.a[0]["b c"]`.

const STEP =
  /\.([A-Za-z_\u0080-\uffff][\w\u0080-\uffff-]*)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\['((?:[^'\\]|\\.)*)'\]/y;

/** The steps of a path; null where it is no path to one value. */
export function pathSteps(path: string): readonly (string | number)[] | null {
  if (!path.startsWith("$")) return null;
  const steps: (string | number)[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const [whole, name, index, double, single] = STEP.exec(path) ?? [];
    if (whole === undefined) return null;
    if (index === undefined) steps.push(name ?? (double ?? single ?? "").replace(/\\(.)/g, "$1"));
    else steps.push(Number(index));
  }
  return steps;
}

const NAME = /^[A-Za-z_\u0080-\uffff][\w\u0080-\uffff-]*$/;

/** Every value that has nothing in it, by its path; a list or an object only where it is empty. */
export function leavesOf(value: unknown, path = "$"): readonly (readonly [path: string, leaf: unknown])[] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  const members = Array.isArray(value)
    ? value.map((item: unknown, index) => [`${path}[${index}]`, item] as const)
    : Object.entries(value).map(([key, member]: [string, unknown]) => [path + stepTo(key), member] as const);
  return members.length === 0 ? [[path, value]] : members.flatMap(([at, member]) => leavesOf(member, at));
}

function stepTo(key: string): string {
  return NAME.test(key) ? `.${key}` : `["${key.replace(/["\\]/g, "\\$&")}"]`;
}

/** The value at a path, through own members only; undefined where there is none. */
export function valueAtPath(value: unknown, path: string): unknown {
  const steps = pathSteps(path);
  if (steps === null) return undefined;
  return steps.reduce<unknown>((at, step) => {
    if (typeof at !== "object" || at === null) return undefined;
    if (typeof step === "number" && !Array.isArray(at)) return undefined;
    return Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined;
  }, value);
}
