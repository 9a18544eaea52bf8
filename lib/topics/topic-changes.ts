// What a definition that takes another's place does to the topics: which come, which go, which become something else.
import type { HandshakePart } from "./handshake-parts.ts";

/** What the API does, in AsyncAPI's words: `send` is what its clients receive. */
type Direction = "send" | "receive";

/** A topic as a person is told of it. */
export type NamedTopic = {
  /** Key of its channel. */
  readonly key: string;
  /** Null where the document does not say it. */
  readonly address: string | null;
  readonly directions: readonly Direction[];
};

export type ComparedTopic = NamedTopic & { readonly handshake: readonly HandshakePart[] };

/**
 * `before` is null for a topic that is added, `after` for one that is removed; both stand where it changes. `handshake`
 * names the parts of its handshake that come, go or change.
 */
export type TopicChange =
  | { readonly kind: "added"; readonly before: null; readonly after: NamedTopic }
  | { readonly kind: "removed"; readonly before: NamedTopic; readonly after: null }
  | {
      readonly kind: "changed";
      readonly before: NamedTopic;
      readonly after: NamedTopic;
      readonly handshake: readonly string[];
    };

/**
 * A topic is the same where its address is; failing that, where its channel has the same key. So a channel that was only
 * renamed is no change: clients know addresses. Removed ones come first, then the others in the order of `after`.
 */
export function topicChanges(
  before: readonly ComparedTopic[],
  after: readonly ComparedTopic[],
): readonly TopicChange[] {
  const left = new Set(before);
  const partners = new Map<ComparedTopic, ComparedTopic>();
  const pair = (nameOf: (topic: ComparedTopic) => string | null) => {
    const byName = new Map([...left].map((topic) => [nameOf(topic), topic]));
    for (const topic of after) {
      const name = nameOf(topic);
      const partner = name === null || partners.has(topic) ? undefined : byName.get(name);
      if (partner === undefined || !left.delete(partner)) continue;
      partners.set(topic, partner);
    }
  };
  pair(({ address }) => address);
  pair(({ key }) => key);
  const removed = [...left].map((topic) => ({ kind: "removed", before: named(topic), after: null }) as const);
  return [...removed, ...after.flatMap((topic) => changeOf(partners.get(topic) ?? null, topic))];
}

function changeOf(before: ComparedTopic | null, after: ComparedTopic): TopicChange[] {
  if (before === null) return [{ kind: "added", before, after: named(after) }];
  const handshake = changedParts(before.handshake, after.handshake);
  const isSame = before.address === after.address && directionsOf(before) === directionsOf(after);
  if (isSame && handshake.length === 0) return [];
  return [{ kind: "changed", before: named(before), after: named(after), handshake }];
}

function changedParts(before: readonly HandshakePart[], after: readonly HandshakePart[]): string[] {
  const were = new Map(before.map(({ name, digest }) => [name, digest]));
  const are = new Map(after.map(({ name, digest }) => [name, digest]));
  return [...new Set([...were.keys(), ...are.keys()])].filter((name) => were.get(name) !== are.get(name));
}

function named({ key, address, directions }: ComparedTopic): NamedTopic {
  return { key, address, directions };
}

function directionsOf({ directions }: ComparedTopic): string {
  return directions.toSorted().join();
}
