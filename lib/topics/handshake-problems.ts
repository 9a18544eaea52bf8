// What is wrong with a handshake form, at its fields. What a definition says already is not judged anew: a name is, once
// it is added or changed here.
import type { Handshake, HandshakeList, HandshakeRow } from "./handshake.ts";
import { isWritableAs } from "./handshake-values.ts";
import { isOfEveryHandshake } from "./not-enforced.ts";

type RowField = "name" | "values" | "fallback" | "example";
export type HandshakeProblem = {
  readonly path: readonly [HandshakeList, number, RowField];
  readonly message: string;
};

/** RFC 9110, section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** In the order of the fields; at most one for each. */
export function handshakeProblems(handshake: Handshake): HandshakeProblem[] {
  return [...listProblems(handshake, "query"), ...listProblems(handshake, "headers")];
}

function listProblems(handshake: Handshake, list: HandshakeList): HandshakeProblem[] {
  const same = (name: string) => (list === "headers" ? name.toLowerCase() : name);
  const rows = handshake[list];
  const names = [...rows.map((row) => row.name), ...handshake.written[list]].map(same);
  return rows.flatMap((row, index) => {
    const isTwice = names.filter((name) => name === same(row.name)).length > 1;
    const name = row.name === row.key ? null : nameProblem(row.name, list, isTwice);
    return [
      ...(name === null ? [] : [{ path: [list, index, "name"] as const, message: name }]),
      ...valueProblems(row, list, index),
    ];
  });
}

function nameProblem(name: string, list: HandshakeList, isTwice: boolean): string | null {
  if (name === "") return list === "query" ? "Name the query parameter." : "Name the header.";
  if (list === "headers" && !TOKEN.test(name)) {
    return "Use letters, digits and !#$%&'*+-.^_`|~ only: a header name is a token (RFC 9110).";
  }
  if (list === "headers" && isOfEveryHandshake(name)) {
    return `Leave ${name} out: it belongs to the WebSocket handshake itself (RFC 6455), which the gateway judges.`;
  }
  if (isTwice) return `${name} is there already: name each one once.`;
  return null;
}

function valueProblems(row: HandshakeRow, list: HandshakeList, index: number): HandshakeProblem[] {
  const wrong = (field: RowField, texts: readonly string[]): HandshakeProblem[] => {
    const unfit = texts.find((it) => !isWritableAs(it, row.type));
    if (unfit === undefined) return [];
    return [{ path: [list, index, field], message: `“${unfit}” is no ${row.type}.` }];
  };
  const repeated = row.values.find((value, place) => row.values.indexOf(value) !== place);
  const twice: HandshakeProblem[] =
    repeated === undefined
      ? []
      : [{ path: [list, index, "values"], message: `“${repeated}” stands there twice.` }];
  return [
    ...(twice.length > 0 ? twice : wrong("values", row.values)),
    ...wrong("fallback", row.fallback === "" ? [] : [row.fallback]),
    ...wrong("example", row.example === "" ? [] : [row.example]),
  ];
}
