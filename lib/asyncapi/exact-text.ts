// Writes exact values as YAML and as JSON: keys in their order, numbers as they were written.
import { Document, type Node, Pair, Scalar, type ScalarTag, YAMLMap, YAMLSeq } from "yaml";
import { ExactNumber, type ExactValue, isExactList, isExactMap } from "#lib/asyncapi/exact-value.ts";
import { jsonNumber } from "#lib/asyncapi/json-number.ts";
import { PLAIN_YAML } from "#lib/asyncapi/source-style.ts";

const INDENT = "  ";

const EXACT_NUMBER: ScalarTag = {
  tag: "tag:yaml.org,2002:float",
  default: true,
  identify: (value) => value instanceof ExactNumber,
  resolve: (text) => text,
  stringify: ({ value }) => (value instanceof ExactNumber ? value.written : String(value)),
};

/** YAML of a value: long texts unbroken, text in the quotes it had, aliases and merge keys written out. */
export function exactYaml(value: ExactValue): string {
  const document = new Document<Node>(null, {
    schema: "core",
    customTags: (tags) => [EXACT_NUMBER, ...tags],
    compat: PLAIN_YAML.compat,
  });
  document.contents = nodeOf(value);
  return document.toString({ lineWidth: PLAIN_YAML.lineWidth });
}

/** JSON of a value, indented by two spaces, with a line break at the end. */
export function exactJson(value: ExactValue): string {
  return `${jsonOf(value, "\n")}\n`;
}

function nodeOf(value: ExactValue): Node {
  if (isExactMap(value)) {
    const map = new YAMLMap();
    for (const [key, member] of value.members) map.items.push(new Pair(new Scalar(key), nodeOf(member)));
    return Object.assign(map, { flow: value.isFlow });
  }
  if (!isExactList(value)) return value;
  const list = new YAMLSeq();
  for (const item of value.items) list.items.push(nodeOf(item));
  return Object.assign(list, { flow: value.isFlow });
}

function jsonOf(value: ExactValue, margin: string): string {
  if (isExactMap(value)) {
    const inner = margin + INDENT;
    const members = Array.from(
      value.members,
      ([key, member]) => `${JSON.stringify(key)}: ${jsonOf(member, inner)}`,
    );
    return members.length === 0 ? "{}" : `{${inner}${members.join(`,${inner}`)}${margin}}`;
  }
  if (isExactList(value)) {
    const inner = margin + INDENT;
    const items = value.items.map((item) => jsonOf(item, inner));
    return items.length === 0 ? "[]" : `[${inner}${items.join(`,${inner}`)}${margin}]`;
  }
  const scalar = value.value;
  if (!(scalar instanceof ExactNumber)) return JSON.stringify(scalar);
  // What JSON has no number for stays readable: `number-checks.ts` reports it.
  return jsonNumber(scalar.written) ?? JSON.stringify(scalar.written);
}
