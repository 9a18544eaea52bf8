// What a report of a scenario calls its steps and what came: short, and without what the environment gave.
import { base64Of } from "#lib/console/bytes-text.ts";
import type { ScenarioStep } from "#lib/console/scenario.ts";
import type { Body } from "#lib/console/transcript.ts";
import { withoutCredentials } from "#lib/console/without-credentials.ts";

/** Of a message no more is shown, in characters. */
const LONGEST_SHOWN = 200;

/** A step as the file has it, its `${NAME}`s not filled in: `expect user A: joined`. */
export function stepWords(step: ScenarioStep): string {
  if ("connect" in step) return `connect ${step.connect}: ${shownPath(step.path)}`;
  if ("expectRefused" in step)
    return `expect refusal of ${step.expectRefused}: ${shownPath(step.path)}${listed([step.status, step.code])}`;
  if ("send" in step)
    return `send ${step.send}: ${step.base64 === undefined ? shortened(step.text ?? "") : `base64 ${shortened(step.base64)}`}`;
  if ("expectClose" in step) return `expect close of ${step.expectClose}${listed([step.code])}`;
  if ("close" in step) return `close ${step.close}`;
  const byName = step.message !== undefined && step.check === false ? " (by name, not checked)" : "";
  const [what] = [
    step.message,
    step.text,
    step.base64 && `base64 ${step.base64}`,
    step.json && Object.keys(step.json).join(", "),
  ].filter((it) => it !== undefined);
  return `expect ${step.expect}: ${shortened(what ?? "any message")}${byName}`;
}

/** `3 others`, `1 other`. */
export function countWords(others: number): string {
  return `${others} ${others === 1 ? "other" : "others"}`;
}

export function shownBody(body: Body): string {
  return typeof body === "string" ? shortened(body) : `base64 ${shortened(base64Of(body))}`;
}

function listed(parts: readonly (string | number | undefined)[]): string {
  const given = parts.filter((part) => part !== undefined);
  return given.length === 0 ? "" : ` with ${given.join(" ")}`;
}

function shownPath(path: string): string {
  const at = path.indexOf("?");
  if (at === -1) return path;
  return path.slice(0, at) + new URL(withoutCredentials(`ws://host/${path.slice(at)}`)).search;
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length <= LONGEST_SHOWN ? line : `${line.slice(0, LONGEST_SHOWN)}…`;
}
