// Which group of `components` a part belongs in, by where it is referred to from. AsyncAPI 2 and 3.
import type { Path } from "#lib/asyncapi/json-value.ts";

/** A kind of part; `each` of a kind: a map or list of such parts. */
type Place = { readonly kind: string; readonly isGroup: boolean };

const one = (kind: string): Place => ({ kind, isGroup: false });
const each = (kind: string): Place => ({ kind, isGroup: true });

const described = { tags: each("tags"), externalDocs: one("externalDocs") };
const operation = {
  ...described,
  channel: one("channels"),
  messages: each("messages"),
  message: one("messages"),
  traits: each("operationTraits"),
  reply: one("replies"),
  security: each("securitySchemes"),
  bindings: one("operationBindings"),
};
const message = {
  ...described,
  correlationId: one("correlationIds"),
  traits: each("messageTraits"),
  bindings: one("messageBindings"),
  oneOf: each("messages"),
};

const placesByKind: ReadonlyMap<string, ReadonlyMap<string, Place>> = new Map(
  Object.entries({
    root: {
      servers: each("servers"),
      channels: each("channels"),
      operations: each("operations"),
      components: one("components"),
    },
    servers: {
      ...described,
      variables: each("serverVariables"),
      security: each("securitySchemes"),
      bindings: one("serverBindings"),
    },
    channels: {
      ...described,
      messages: each("messages"),
      parameters: each("parameters"),
      servers: each("servers"),
      publish: one("operations"),
      subscribe: one("operations"),
      bindings: one("channelBindings"),
    },
    operations: operation,
    operationTraits: operation,
    messages: message,
    messageTraits: message,
    replies: { address: one("replyAddresses"), channel: one("channels"), messages: each("messages") },
  }).map(([kind, places]) => [kind, new Map(Object.entries(places))] as const),
);

/**
 * The group that what stands at a path belongs in. Null where a whole group stands there, which no reference can stand for.
 *
 * @param from What the path starts at: `root` for the document, else a group.
 */
export function componentKind(from: string, path: Path): string | null {
  let place = one(from);
  for (const step of path) place = next(place, String(step));
  return place.isGroup || place.kind === "root" || place.kind === "components" ? null : place.kind;
}

function next({ kind, isGroup }: Place, step: string): Place {
  if (isGroup) return one(kind);
  if (kind === "components") return each(step);
  return placesByKind.get(kind)?.get(step) ?? one("schemas");
}
