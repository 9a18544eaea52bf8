// A conversation with expectations, kept as YAML: what is sent, what has to come back, and within what time. The console
// writes one of what was just done; `npm run scenario` plays it without a browser.
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { base64Of, bytesOfBase64 } from "./bytes-text.ts";
import { pathSteps, readPath, valueAtPath } from "./json-path.ts";
import { canonicalJson, exactJson } from "./json-text.ts";
import type { Recognised } from "./recognised.ts";
import type { Body } from "./transcript.ts";
import { valueName } from "./value-name.ts";
import { HIDDEN } from "./without-credentials.ts";

/** Milliseconds that an expectation waits where it does not say. */
export const DEFAULT_WITHIN_MS = 5_000;

const name = z.string().min(1).max(100);
const within = z.number().int().min(1).max(600_000).optional();
const path = z.string().superRefine((text, context) => {
  if (pathSteps(text) !== null) return;
  const read = readPath(text);
  const why = read.ok ? `${text} may lead to several values` : read.message;
  context.addIssue({ code: "custom", message: `${why}. Write a path to one value, such as $.items[0].id` });
});

/** JSON with integers beyond 2^53 as bigints: what YAML can say beside (dates, sets) is none. */
const anyJson = z.custom<unknown>((value) => value !== undefined && isJson(value), "Write a value of JSON");

function isJson(value: unknown): boolean {
  if (typeof value !== "object" || value === null)
    return typeof value !== "function" && typeof value !== "symbol";
  if (Array.isArray(value)) return value.every(isJson);
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isJson);
}

const handshake = {
  /** Below the URL that is given, with its parameters filled in and its query: /rooms/lobby?lang=en */
  path: z.string().startsWith("/", "Begin the path with /").superRefine(refuseHidden).default("/"),
  subprotocols: z
    .array(z.string().refine((one) => one !== HIDDEN, { error: hiddenWords("subprotocol", "") }))
    .default([]),
};
const connectStep = z.strictObject({ connect: name, ...handshake });
const expectRefusedStep = z.strictObject({
  expectRefused: name,
  ...handshake,
  /** HTTP status of the answer to the handshake (RFC 6455, section 4.2.2). */
  status: z.number().int().min(100).max(599).optional(),
  /** `code` of the problem document (RFC 9457) that says why. */
  code: z.string().min(1).optional(),
});

/** What stands for a value that was left out is none to connect with. */
function refuseHidden(written: string, context: z.core.$RefinementCtx<string>): void {
  const query = new URLSearchParams(written.slice(written.indexOf("?") + 1));
  for (const [called, value] of written.includes("?") ? query : [])
    if (value === HIDDEN)
      context.addIssue({ code: "custom", message: hiddenWords(called, `${encodeURIComponent(called)}=`) });
}

function hiddenWords(called: string, before: string): string {
  const valued = valueName(called);
  return `The value of ${called} was left out when this was saved. Write ${before}\${${valued}} in its place, list ${valued} under values, and give it in the environment.`;
}
const sendStep = z.strictObject({
  send: name,
  text: z.string().optional(),
  json: anyJson.optional(),
  base64: z.string().optional(),
});
const expectStep = z.strictObject({
  expect: name,
  within,
  /** True where other messages may come before it; else it has to be the next. */
  skipOthers: z.boolean().optional(),
  /** Name of a message of the definition, which then has to be given. */
  message: z.string().optional(),
  /** False where the name of the message is enough: it need not fit its schema, nor be checked against it. */
  check: z.boolean().optional(),
  text: z.string().optional(),
  base64: z.string().optional(),
  /** Values by their paths. */
  json: z.record(path, anyJson).optional(),
});
const expectCloseStep = z.strictObject({ expectClose: name, code: z.number().int().optional(), within });
const closeStep = z.strictObject({ close: name });

const stepSchema = z.union([
  connectStep,
  expectRefusedStep,
  sendStep,
  expectStep,
  expectCloseStep,
  closeStep,
]);
const scenarioSchema = z.strictObject({
  scenario: z.string().min(1).max(200),
  /** Names of values that the environment gives: `${NAME}` stands for one. */
  values: z
    .array(
      z.string().regex(/^[A-Za-z_]\w*$/, "Write the name of an environment variable, such as SCENARIO_TOKEN"),
    )
    .default([]),
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
  const document = parseDocument(text, { lineCounter: lines, intAsBigInt: true });
  const [error] = document.errors;
  if (error)
    return { ok: false, line: lines.linePos(error.pos[0]).line, message: error.message.split("\n")[0] ?? "" };
  const parsed = scenarioSchema.safeParse(withPlainNumbers(document.toJS({ maxAliasCount: 100 })));
  if (parsed.success) return { ok: true, scenario: withTexts(document, parsed.data) };
  const [issue] = parsed.error.issues;
  const at = issue ? nearest(document, issue.path) : 0;
  return { ok: false, line: lines.linePos(at).line, message: issueWords(issue) };
}

/** Integers that a number holds as numbers; those beyond stay bigints. */
function withPlainNumbers(value: unknown): unknown {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }
  if (Array.isArray(value)) return value.map(withPlainNumbers);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withPlainNumbers(member)]));
}

type Parsed = ReturnType<typeof parseDocument>;

/** JSON to send as the text that is sent, with its numbers as they are written: `1.10` stays `1.10`. */
function withTexts(document: Parsed, scenario: Scenario): Scenario {
  const steps = scenario.steps.map((step, index) => {
    if (!("send" in step) || step.json === undefined || step.text !== undefined) return step;
    const { json: _, ...rest } = step;
    return { ...rest, text: jsonTextOf(document, document.getIn(["steps", index, "json"], true), step.json) };
  });
  return { ...scenario, steps };
}

/** A number of JSON (RFC 8259 section 6). */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** `value` is what the node means, for what is written in another way than JSON is. */
function jsonTextOf(document: Parsed, node: unknown, value: unknown): string {
  const target = isAlias(node) ? node.resolve(document) : node;
  if (isScalar(target) && typeof value !== "string" && NUMBER.test(target.source ?? ""))
    return target.source ?? "";
  if (isSeq(target) && Array.isArray(value))
    return `[${value.map((item, at) => jsonTextOf(document, target.items[at], item)).join(",")}]`;
  if (isMap(target) && typeof value === "object" && value !== null && target.items.every(isPair)) {
    const members = Object.entries(value).map(
      ([key, member]) => `${JSON.stringify(key)}:${jsonTextOf(document, target.get(key, true), member)}`,
    );
    return `{${members.join(",")}}`;
  }
  return canonicalJson(value);
}

/** The offset of the deepest part of the text that a path leads to. */
function nearest(document: Parsed, at: readonly PropertyKey[]): number {
  for (let length = at.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(at.slice(0, length), true);
    if (typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range))
      return node.range[0];
  }
  return 0;
}

function issueWords(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code !== "invalid_union") return issue?.message ?? "This is no scenario.";
  return "This step is none of: connect, expectRefused, send, expect, expectClose, close; or it has a word that does not belong to it.";
}

/** What a step sends. */
export function bodyOfStep({ text, json, base64 }: z.output<typeof sendStep>): Body {
  if (base64 !== undefined) {
    const read = bytesOfBase64(base64);
    return read.ok ? read.bytes : base64;
  }
  return text ?? canonicalJson(json ?? null);
}

/** Where a message is not what was expected, a line for each: what was expected and what came. Empty where it is. */
export function differences(expected: Expectation, body: Body, recognised: Recognised): string[] {
  const shown = typeof body === "string" ? body : `base64 ${base64Of(body)}`;
  const value = typeof body === "string" ? exactJson(body) : undefined;
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
  if (recognised.kind !== "named" || recognised.message.name !== message)
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
  if (recognised.kind === "named") return recognised.message.name;
  if (recognised.kind === "unread") return "bytes, or a text too long to be read";
  return recognised.kind === "ambiguous"
    ? `ambiguous: ${recognised.messages.map(({ name: own }) => own).join(" or ")}`
    : "no message of the definition";
}

function differs(what: string, wanted: unknown, found: unknown): string[] {
  if (wanted === undefined || canonicalJson(wanted) === canonicalJson(found)) return [];
  return [
    `${what}: expected ${canonicalJson(wanted)}, got ${found === undefined ? "nothing" : canonicalJson(found)}`,
  ];
}
