// How a text is laid out, and new pieces written in the same manner: line ends, indentation, quoting, YAML or JSON.
import { type CST, isMap, stringify } from "yaml";
import type { JsonValue } from "#lib/asyncapi/json-value.ts";
import type { YamlSource } from "#lib/asyncapi/yaml-source.ts";

/** The habits of one text. */
export type SourceStyle = {
  readonly lineBreak: "\n" | "\r\n";
  /** One level of indentation: spaces, or a tab in JSON that uses tabs. */
  readonly indent: string;
  readonly isJson: boolean;
};

/**
 * How new YAML is written: on lines as long as they get, and with quotes around text that a reader of YAML 1.1 or 1.2
 * would take for something else (`yes`, `0123`, `2020-01-01`).
 */
export const PLAIN_YAML = { lineWidth: 0, aliasDuplicateObjects: false, compat: "yaml-1.1" } as const;

const DEFAULT_INDENT = "  ";
const INDENTED_YAML = /^[^\s#][^\n]*:[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( +)[^\s#-]/m;
const INDENTED_JSON = /^\s*\{[ \t]*\r?\n([ \t]+)/;

/** Reads the habits off a text, of line ends the more frequent; two spaces and `\n` where it shows none. */
export function styleOf(source: YamlSource): SourceStyle {
  const { text, document } = source;
  const isJson = isMap(document.contents) && document.contents.srcToken?.type === "flow-collection";
  const indent = (isJson ? INDENTED_JSON : INDENTED_YAML).exec(text)?.[1] ?? DEFAULT_INDENT;
  const breaks = text.split("\n").length - 1;
  const windowsBreaks = text.split("\r\n").length - 1;
  return { lineBreak: windowsBreaks * 2 > breaks ? "\r\n" : "\n", indent, isJson };
}

/** Writes an object or array in block style, one line each, as at column 0. */
export function blockLines(value: JsonValue, style: SourceStyle): string[] {
  const text = stringify(value, { indent: style.indent.length, ...PLAIN_YAML });
  return text.replace(/\n$/, "").split("\n");
}

/** Writes a value on one line of YAML flow style, for use inside braces. */
export function flowText(value: JsonValue): string {
  const text = stringify([value], { collectionStyle: "flow", ...PLAIN_YAML });
  return text.trim().slice(1, -1).trim();
}

/** Writes a value as JSON; over several lines, the second and later ones start with `margin`. */
export function jsonText(value: JsonValue, style: SourceStyle, margin: string | null): string {
  if (margin === null) return JSON.stringify(value);
  return JSON.stringify(value, null, style.indent).replaceAll("\n", style.lineBreak + margin);
}

/** Writes text in the quotes that `old` has; null where that cannot be done on one line. */
export function quotedLike(old: CST.Token | null | undefined, value: JsonValue): string | null {
  if (typeof value !== "string") return null;
  if (old?.type === "double-quoted-scalar") return JSON.stringify(value);
  const isPlain = !/[\p{Cc}\u2028\u2029\ufeff]/u.test(value);
  if (old?.type === "single-quoted-scalar" && isPlain) return `'${value.replaceAll("'", "''")}'`;
  return null;
}
