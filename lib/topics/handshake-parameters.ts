// Reads from a definition what handshakes have to bring: the object schemas for `query` and `headers` of a channel's `ws`
// binding, as far as the gateway can judge them at once. That is required names, `type`, `enum` and `const`, through
// `$ref` and `allOf`; patterns and alternatives it leaves to the backend.
import { listChannels } from "#lib/asyncapi/channel-model.ts";
import type { Definition } from "#lib/asyncapi/definition.ts";
import { type JsonObject, type JsonValue, objectAt, textAt } from "#lib/asyncapi/json-value.ts";
import { resolveObject } from "#lib/asyncapi/local-ref.ts";
import { NodeBudget } from "#lib/asyncapi/node-budget.ts";
import { wsBindingOf } from "#lib/asyncapi/ws-binding.ts";
import type { HandshakeParameter, HandshakeParameters } from "#lib/routes/route-record.ts";
import { whyNotEnforced } from "#lib/topics/not-enforced.ts";

/** Bounds of one topic; what goes beyond them is not enforced. */
const MAX_NODES = 400;
const MAX_DEPTH = 10;
const MAX_NAME_LENGTH = 256;
const MAX_VALUES = 500;

/** By the address of the topic; topics that ask for nothing are left out. */
export function readHandshakeParameters(definition: Definition): Map<string, HandshakeParameters> {
  const found = new Map<string, HandshakeParameters>();
  for (const channel of listChannels(definition.data)) {
    if (channel.address === null) continue;
    const parameters = parametersOf(definition.data, channel.value);
    if (parameters.query.length + parameters.headers.length > 0) found.set(channel.address, parameters);
  }
  return found;
}

function parametersOf(root: JsonValue, channel: JsonObject): HandshakeParameters {
  const binding = wsBindingOf(root, channel);
  const budget = new NodeBudget(MAX_NODES);
  const query = new DemandReader(root, budget).read(binding.query);
  const headers = new DemandReader(root, budget)
    .read(binding.headers)
    .map((demand) => ({ ...demand, name: demand.name.toLowerCase() }));
  return {
    query: query.filter(({ name }) => whyNotEnforced("query", name) === null),
    headers: headers.filter(({ name }) => whyNotEnforced("headers", name) === null),
  };
}

type ValueRule = Pick<HandshakeParameter, "type" | "values">;

class DemandReader {
  readonly #root: JsonValue;
  readonly #budget: NodeBudget;
  readonly #required = new Set<string>();
  readonly #rules: { readonly name: string; readonly rule: ValueRule }[] = [];

  constructor(root: JsonValue, budget: NodeBudget) {
    this.#root = root;
    this.#budget = budget;
  }

  /** The demands of an object schema; a name that is neither required nor has a rule makes none. */
  read(schema: JsonValue | undefined): HandshakeParameter[] {
    this.#readObject(schema, 0);
    const ruled = new Set(this.#rules.map(({ name }) => name));
    return [
      ...this.#rules.map(({ name, rule }) => ({ name, isRequired: this.#required.has(name), ...rule })),
      ...[...this.#required].filter((name) => !ruled.has(name)).map((name) => ({ name, isRequired: true })),
    ];
  }

  #readObject(schema: JsonValue | undefined, depth: number): void {
    if (schema === undefined || depth > MAX_DEPTH || !this.#budget.spend()) return;
    const object = resolveObject(this.#root, schema);
    for (const name of listOf(object.required)) {
      if (typeof name === "string" && isName(name) && this.#budget.spend()) this.#required.add(name);
    }
    for (const [name, property] of Object.entries(objectAt(object, ["properties"]))) {
      if (isName(name)) this.#readProperty(name, property, 0);
    }
    for (const part of listOf(object.allOf)) this.#readObject(part, depth + 1);
  }

  #readProperty(name: string, schema: JsonValue, depth: number): void {
    if (depth > MAX_DEPTH || !this.#budget.spend()) return;
    const property = resolveObject(this.#root, schema);
    const rule = ruleOf(property);
    if (rule !== null) this.#rules.push({ name, rule });
    for (const part of listOf(property.allOf)) this.#readProperty(name, part, depth + 1);
  }
}

function isName(name: string): boolean {
  return name !== "" && name.length <= MAX_NAME_LENGTH;
}

function listOf(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}

/** Null where any text will do, or where the gateway cannot tell: a list or an object has no one way to be written. */
function ruleOf(property: JsonObject): ValueRule | null {
  const type = textAt(property, ["type"]);
  if (type === "array" || type === "object" || type === "null") return null;
  const values = valuesOf(property);
  const isNarrow = type === "integer" || type === "number" || type === "boolean";
  if (!isNarrow && values === null) return null;
  return { ...(isNarrow ? { type } : {}), ...(values === null ? {} : { values }) };
}

function valuesOf(property: JsonObject): NonNullable<ValueRule["values"]> | null {
  const listed = Object.hasOwn(property, "const") ? [property.const ?? null] : property.enum;
  if (!Array.isArray(listed) || listed.length === 0 || listed.length > MAX_VALUES) return null;
  const values = listed.filter(isWritable);
  return values.length === listed.length ? values : null;
}

/** True for what has one way to be written; `.inf` is a number in YAML alone. */
function isWritable(value: JsonValue): value is string | number | boolean {
  return typeof value === "number" ? Number.isFinite(value) : typeof value !== "object";
}
