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
