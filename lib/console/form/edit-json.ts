// Changes one value of a JSON text: every other character stays where it is. Pure.
import { type JsonPart, jsonParts, type PartPath, partAt } from "./json-parts.ts";

const INDENT = "  ";

/**
 * The text with a value, as it is to be written, at a path: what leads there is made where it is missing. As it is where
 * the text cannot be read, or something else stands on the way.
 */
export function withJsonAt(text: string, path: PartPath, written: string): string {
  if (text.trim() === "") return nested(path, written);
  const whole = jsonParts(text);
  if (whole === null) return text;
  const found = partAt(whole, path);
  if (found) return splice(text, found.from, found.to, written);
  for (let length = path.length - 1; length >= 0; length -= 1) {
    const holder = partAt(whole, path.slice(0, length));
    if (holder) return added(text, holder, path.slice(length), written);
  }
  return text;
}

/** The text without the value at a path, and without its name and comma; empty where the path is that of the whole. */
export function withoutJsonAt(text: string, path: PartPath): string {
  const last = path.at(-1);
  if (last === undefined) return "";
  const holder = partAt(jsonParts(text), path.slice(0, -1));
  if (holder?.kind !== "object" && holder?.kind !== "list") return text;
  const places = placesIn(holder);
  const index =
    holder.kind === "object" ? holder.members.findLastIndex(({ key }) => key === last) : Number(last);
  const place = places[index];
  if (!place) return text;
  const [before, after] = [places[index - 1], places[index + 1]];
  if (before) return splice(text, before.to, place.to, "");
  if (after) return splice(text, place.from, after.from, "");
  return splice(text, holder.from + 1, holder.to - 1, "");
}

/** Where the members of an object, names included, or the items of a list stand. */
function placesIn(holder: JsonPart): readonly { readonly from: number; readonly to: number }[] {
  if (holder.kind === "object") return holder.members.map(({ from, part }) => ({ from, to: part.to }));
  return holder.kind === "list" ? holder.items : [];
}

function added(text: string, holder: JsonPart, [step, ...rest]: PartPath, written: string): string {
  if (step === undefined || (holder.kind === "object") !== (typeof step === "string")) return text;
  if (holder.kind !== "object" && holder.kind !== "list") return text;
  const value = nested(rest, written);
  const entry = typeof step === "string" ? `${JSON.stringify(step)}: ${value}` : value;
  const places = placesIn(holder);
  const last = places.at(-1);
  if (last) {
    // As the one before it stands: on a line of its own, or behind it.
    const space = /\s*$/.exec(text.slice(holder.from + 1, last.from))?.[0] ?? "";
    return splice(text, last.to, last.to, `,${space === "" ? " " : space}${entry}`);
  }
  const isLaidOut = holder.from === 0 || text.includes("\n");
  const margin = `\n${/^\s*/.exec(text.slice(text.lastIndexOf("\n", holder.from) + 1))?.[0] ?? ""}`;
  const inside = isLaidOut ? `${margin}${INDENT}${entry}${margin}` : entry;
  return splice(text, holder.from + 1, holder.to - 1, inside);
}

/** A value with the objects and lists that lead to it. */
function nested(path: PartPath, written: string): string {
  return path.reduceRight<string>(
    (inner, step) => (typeof step === "string" ? `{${JSON.stringify(step)}: ${inner}}` : `[${inner}]`),
    written,
  );
}

function splice(text: string, from: number, to: number, written: string): string {
  return text.slice(0, from) + written + text.slice(to);
}
