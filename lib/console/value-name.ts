// Names in the environment for the values that a scenario leaves out. Pure.

/** Begins each name, so that none is that of a variable which is there for something else, such as PATH. */
const PREFIX = "SCENARIO_";

/** What a value is called in the environment that belongs to something which is called so. */
export function valueName(called: string): string {
  const own = called
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
  return PREFIX + (own || "VALUE");
}
