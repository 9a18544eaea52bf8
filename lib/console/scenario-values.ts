// Values that a scenario does not hold, as a credential: it names them, and whoever plays it gives them in the environment.
// `${NAME}` stands for one in paths, subprotocols and texts that are sent; only the names that the scenario lists do. Pure.
import type { Scenario, ScenarioStep } from "./scenario.ts";
import { valueName } from "./value-name.ts";

export type FilledScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly missing: readonly string[] };

/** The scenario with the values of the environment; `missing` has the names of those that are not there. */
export function filledScenario(
  scenario: Scenario,
  environment: Readonly<Record<string, string | undefined>>,
): FilledScenario {
  const missing = scenario.values.filter((name) => environment[name] === undefined);
  if (missing.length > 0) return { ok: false, missing };
  const given = new Map(scenario.values.map((name) => [name, environment[name] ?? ""]));
  return {
    ok: true,
    scenario: { ...scenario, steps: scenario.steps.map((step) => filledStep(step, given)) },
  };
}

function filledStep(step: ScenarioStep, given: ReadonlyMap<string, string>): ScenarioStep {
  if ("connect" in step || "expectRefused" in step) {
    const subprotocols = step.subprotocols.map((name) => filled(name, given, (value) => value));
    return { ...step, path: filled(step.path, given, encodeURIComponent), subprotocols };
  }
  if (!("send" in step) || step.text === undefined) return step;
  return { ...step, text: filledText(step.text, given) };
}

/** As a text of JSON where it stands in quotes, else as it is given: a number, or a whole object. */
function filledText(text: string, given: ReadonlyMap<string, string>): string {
  return text.replace(/("?)\$\{(\w+)\}\1/g, (whole, quote: string, name: string) => {
    const value = given.get(name);
    if (value === undefined) return whole;
    return quote === "" ? value : JSON.stringify(value);
  });
}

function filled(text: string, given: ReadonlyMap<string, string>, write: (value: string) => string): string {
  return text.replace(/\$\{(\w+)\}/g, (whole, name: string) => {
    const value = given.get(name);
    return value === undefined ? whole : write(value);
  });
}

/** Names for the values that are left out while a scenario is written; the same value of the same thing has one name. */
export class LeftOutValues {
  readonly #names = new Map<string, string>();

  get names(): readonly string[] {
    return [...this.#names.values()];
  }

  /** What stands for the value of something that is called so. */
  placeholder(called: string, value: string): string {
    const base = valueName(called);
    const key = `${base} ${value}`;
    const name = this.#names.get(key) ?? this.#free(base);
    this.#names.set(key, name);
    return `\${${name}}`;
  }

  #free(base: string): string {
    const taken = new Set(this.names);
    let name = base;
    for (let number = 2; taken.has(name); number += 1) name = `${base}_${number}`;
    return name;
  }
}
