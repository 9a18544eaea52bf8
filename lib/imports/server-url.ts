// A server's URL and the values of its variables, both ways (AsyncAPI 3.0.0, Server Object, `host` and `pathname`).
import type { ImportServer } from "./import-reading.ts";

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** By the name of the variable. */
export type ServerValues = Readonly<Record<string, string>>;

/** Names of the variables that stand in it, each once, in its order. */
export function namesIn(template: string): string[] {
  return [...new Set(Array.from(template.matchAll(PLACEHOLDER), ([, name]) => name ?? ""))];
}

/** What the document itself gives. */
export function givenValues({ variables }: ImportServer): ServerValues {
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}

/** A variable without a value stays `{name}`: the form then asks for it. */
export function serverUrl({ template }: ImportServer, values: ServerValues): string {
  return template.replace(PLACEHOLDER, (whole, name: string) =>
    Object.hasOwn(values, name) && values[name] ? values[name] : whole,
  );
}

/**
 * The values with which its URL is the one that is given; null where none make it that. Where several do, the variables
 * before hold as little as they can.
 */
export function valuesIn(server: ImportServer, url: string): ServerValues | null {
  const [head = "", ...rest] = server.template.split(PLACEHOLDER);
  if (!url.startsWith(head)) return null;
  const values: Record<string, string> = {};
  let at = head.length;
  // Names and the texts behind them take turns. A value is never empty, and the first place of a text behind it will do.
  for (let index = 0; index < rest.length; index += 2) {
    const [name = "", text = ""] = rest.slice(index);
    const open = `{${name}}`;
    const isOpen = url.startsWith(open + text, at);
    const isLast = index + 2 === rest.length;
    const end = isLast ? url.length - text.length : isOpen ? at + open.length : url.indexOf(text, at + 1);
    if (end <= at || !url.startsWith(text, end)) return null;
    const value = url.slice(at, end);
    values[name] = value === open ? "" : value;
    at = end + text.length;
  }
  const isAllowed = server.variables.every(
    ({ name, allowed }) => allowed.length === 0 || allowed.includes(values[name] ?? ""),
  );
  return isAllowed && serverUrl(server, values) === url ? values : null;
}
