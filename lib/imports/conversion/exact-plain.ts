// Carries numbers through plain data with every digit: `1.10` would become `1.1`, and long ones would be rounded.
import { Scalar } from "yaml";
import {
  ExactNumber,
  type ExactScalar,
  type ExactValue,
  exactFrom,
  isExactList,
  isExactMap,
} from "#lib/asyncapi/exact-value.ts";
import { isJsonObject, type JsonValue, objectFrom } from "#lib/asyncapi/json-value.ts";

/** A text that no plain YAML holds; such texts are carried like numbers. */
const MARK = "\0kept:";

export class ExactPlain {
  readonly #kept: ExactScalar[] = [];

  /** A copy in plain data, in which marked texts stand for what plain data cannot say. */
  toPlain(value: ExactValue): JsonValue {
    if (isExactMap(value)) {
      return objectFrom([...value.members].map(([key, member]) => [key, this.toPlain(member)] as const));
    }
    if (isExactList(value)) return value.items.map((item) => this.toPlain(item));
    const scalar = value.value;
    if (scalar instanceof ExactNumber) {
      return String(scalar.value) === scalar.written ? scalar.value : this.#keep(value);
    }
    return typeof scalar === "string" && scalar.startsWith(MARK) ? this.#keep(value) : scalar;
  }

  /** The exact form of data made from such a copy. */
  toExact(value: JsonValue): ExactValue {
    if (Array.isArray(value)) return { items: value.map((item) => this.toExact(item)), isFlow: false };
    if (isJsonObject(value)) {
      const members = Object.entries(value).map(([key, member]) => [key, this.toExact(member)] as const);
      return { members: new Map(members), isFlow: false };
    }
    return (typeof value === "string" ? this.#find(value) : undefined) ?? exactFrom(value);
  }

  /** A scalar of the copy as text; null for what is none. */
  textOf(value: JsonValue | undefined): string | null {
    const kept = typeof value === "string" ? this.#find(value)?.value : undefined;
    if (kept instanceof ExactNumber) return kept.written;
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? String(kept ?? value)
      : null;
  }

  #keep(scalar: ExactScalar): string {
    const copy = new Scalar(scalar.value);
    return MARK + (this.#kept.push(copy) - 1);
  }

  #find(text: string): ExactScalar | undefined {
    return text.startsWith(MARK) ? this.#kept[Number(text.slice(MARK.length))] : undefined;
  }
}
