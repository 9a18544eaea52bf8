// A conversation with expectations, kept as YAML: what is sent, what has to come back, and within what time. The console
// writes one of what was just done; `npm run scenario` plays it without a browser.
import { LineCounter, parseDocument, stringify } from "yaml";
import { z } from "zod";
import { base64Of, bytesOfBase64 } from "./bytes-text.ts";
import { pathSteps, valueAtPath } from "./json-path.ts";
import { jsonValue } from "./json-text.ts";
import type { Recognised } from "./recognised.ts";
import type { Body, Entry } from "./transcript.ts";

/** Milliseconds that an expectation waits where it does not say. */
export const DEFAULT_WITHIN_MS = 5_000;

const name = z.string().min(1).max(100);
const within = z.number().int().min(1).max(600_000).optional();
const path = z
  .string()
  .refine((text) => pathSteps(text) !== null, "Write a path to one value, such as $.items[0].id");

const connectStep = z.strictObject({
  connect: name,
  /** Below the URL that is given, with its parameters filled in and its query: /rooms/lobby?lang=en */
  path: z.string().startsWith("/", "Begin the path with /").default("/"),
  subprotocols: z.array(z.string()).default([]),
});
const sendStep = z.strictObject({
  send: name,
  text: z.string().optional(),
  json: z.json().optional(),
  base64: z.string().optional(),
});
const expectStep = z.strictObject({
  expect: name,
  within,
  /** Name of a message of the definition, which then has to be given. */
  message: z.string().optional(),
  /** False where the name of the message is enough: it need not fit its schema, nor be checked against it. */
  check: z.boolean().optional(),
  text: z.string().optional(),
  base64: z.string().optional(),
  /** Values by their paths. */
  json: z.record(path, z.json()).optional(),
});
const expectCloseStep = z.strictObject({ expectClose: name, code: z.number().int().optional(), within });
const closeStep = z.strictObject({ close: name });

const stepSchema = z.union([connectStep, sendStep, expectStep, expectCloseStep, closeStep]);
const scenarioSchema = z.strictObject({
  scenario: z.string().min(1).max(200),
  steps: z.array(stepSchema).max(10_000),
});

export type ScenarioStep = z.output<typeof stepSchema>;
export type Scenario = z.output<typeof scenarioSchema>;
export type Expectation = z.output<typeof expectStep>;

export type ReadScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  /** `line` counts from 1. */
  | { readonly ok: false; readonly line: number; readonly message: string };

/** Reads a scenario; what is wrong is told with its line. */
export function readScenario(text: string): ReadScenario {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error)
    return { ok: false, line: lines.linePos(error.pos[0]).line, message: error.message.split("\n")[0] ?? "" };
  const parsed = scenarioSchema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (parsed.success) return { ok: true, scenario: parsed.data };
  const [issue] = parsed.error.issues;
  const at = issue ? nearest(document, issue.path) : 0;
  return { ok: false, line: lines.linePos(at).line, message: issueWords(issue) };
}

/** The offset of the deepest part of the text that a path leads to. */
function nearest(document: ReturnType<typeof parseDocument>, at: readonly PropertyKey[]): number {
  for (let length = at.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(at.slice(0, length), true);
    if (typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range))
      return node.range[0];
  }
  return 0;
}

function issueWords(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code !== "invalid_union") return issue?.message ?? "This is no scenario.";
  return "This step is none of: connect, send, expect, expectClose, close; or it has a word that does not belong to it.";
}

/** What a step sends. */
export function bodyOfStep({ text, json, base64 }: z.output<typeof sendStep>): Body {
  if (base64 !== undefined) {
    const read = bytesOfBase64(base64);
    return read.ok ? read.bytes : base64;
  }
  return text ?? JSON.stringify(json ?? null);
}

/** Where a message is not what was expected, a line for each: what was expected and what came. Empty where it is. */
export function differences(expected: Expectation, body: Body, recognised: Recognised): string[] {
  const shown = typeof body === "string" ? body : `base64 ${base64Of(body)}`;
  const value = typeof body === "string" ? jsonValue(body) : undefined;
  return [
    ...messageDiffers(expected, recognised),
    ...differs("text", expected.text, shown),
    ...differs("base64", expected.base64, typeof body === "string" ? `the text ${body}` : base64Of(body)),
    ...Object.entries(expected.json ?? {}).flatMap(([at, wanted]) =>
      differs(at, wanted, valueAtPath(value, at)),
    ),
  ];
}

/** Not checked is not the same as fitting: the step has to say where the name is enough. */
function messageDiffers({ message, check }: Expectation, recognised: Recognised): string[] {
  if (message === undefined) return [];
  if (recognised.kind !== "named" || recognised.name !== message)
    return differs("message", message, shownName(recognised));
  const { verdict } = recognised;
  if (check === false || verdict.kind === "valid") return [];
  const came = `message: ${JSON.stringify(message)} came`;
  const otherwise = "Where its name is enough, add check: false to the step.";
  if (verdict.kind === "unchecked")
    return [
      `${came}, but whether it fits could not be checked: the message or its schema is too large, or has no JSON Schema. ${otherwise}`,
    ];
  return [
    ...verdict.misfits.map(({ path: at, words }) => `${came}, but does not fit: ${at} ${words}`),
    otherwise,
  ];
}

function shownName(recognised: Recognised): string {
  if (recognised.kind === "named") return recognised.name;
  return recognised.kind === "ambiguous"
    ? `ambiguous: ${recognised.names.join(" or ")}`
    : "no message of the definition";
}

function differs(what: string, wanted: unknown, found: unknown): string[] {
  if (wanted === undefined || canonical(wanted) === canonical(found)) return [];
  return [
    `${what}: expected ${JSON.stringify(wanted)}, got ${found === undefined ? "nothing" : JSON.stringify(found)}`,
  ];
}

/** The same text for equal values, whatever the order of their keys. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, member: unknown) =>
      typeof member === "object" && member !== null && !Array.isArray(member)
        ? Object.fromEntries(Object.entries(member).sort(([left], [right]) => (left < right ? -1 : 1)))
        : member,
    ) ?? "undefined"
  );
}

type Recorded = {
  readonly id: number;
  readonly name: string;
  /** Below the address of the API, with its query. */
  readonly path: string;
  readonly subprotocols: readonly string[];
};

/** A scenario of what passed: each connection opened, each message sent, each one that came expected as it came. */
export function scenarioOf(
  title: string,
  entries: readonly Entry[],
  connections: readonly Recorded[],
): string {
  const known = new Map(connections.map((connection) => [connection.id, connection]));
  const opened = new Set<number>();
  const steps: object[] = [];
  for (const entry of entries) {
    const connection = known.get(entry.connection);
    if (!connection) continue;
    if (entry.kind === "event") {
      if (entry.tone === "good" && !opened.has(connection.id)) {
        opened.add(connection.id);
        steps.push(connectionStep(connection));
      }
      continue;
    }
    if (!opened.has(connection.id)) continue;
    const body = typeof entry.body === "string" ? { text: entry.body } : { base64: base64Of(entry.body) };
    steps.push(
      entry.direction === "sent" ? { send: connection.name, ...body } : { expect: connection.name, ...body },
    );
  }
  return stringify({ scenario: title, steps }, { lineWidth: 0 });
}

function connectionStep({ name: connect, path: at, subprotocols }: Recorded) {
  return { connect, path: at, ...(subprotocols.length > 0 ? { subprotocols: [...subprotocols] } : {}) };
}
