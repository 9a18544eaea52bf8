// Finds the topic of a path within one API: literal before {param} before *, segment by segment.
// A tree walked with backtracking: a node is visited once at most, so no address can make it slow.
import type { TopicRoute } from "#lib/routes/route-record.ts";

/** A topic and the values of its parameters, decoded. */
export type TopicMatch = { readonly topic: TopicRoute; readonly params: ReadonlyMap<string, string> };

type Node = {
  readonly literals: Map<string, Node>;
  /** Where a whole segment is `{param}`, or a `*` that is not last. */
  param: Node | null;
  /** Topic that ends here. */
  topic: TopicRoute | null;
  /** Topic that ends here with `*`: any depth below, and none. */
  rest: TopicRoute | null;
};

const PARAMETER = /^\{([^{}]+)\}$/;

/** The topics of one API, built once per revision. */
export class TopicTrie {
  readonly #root = createNode();

  constructor(topics: readonly TopicRoute[]) {
    for (const topic of topics) this.#add(topic);
  }

  /** The topic for the decoded segments below the base path; null where there is none. */
  match(segments: readonly string[]): TopicMatch | null {
    const topic = findTopic(this.#root, segments, 0);
    return topic === null ? null : { topic, params: readParams(topic.address, segments) };
  }

  #add(topic: TopicRoute): void {
    const segments = addressSegments(topic.address);
    const isOpenEnded = segments.at(-1) === "*";
    let node = this.#root;
    for (const segment of isOpenEnded ? segments.slice(0, -1) : segments) node = childFor(node, segment);
    if (isOpenEnded) node.rest ??= topic;
    else node.topic ??= topic;
  }
}

function createNode(): Node {
  return { literals: new Map(), param: null, topic: null, rest: null };
}

function addressSegments(address: string): string[] {
  return address.split("/").filter((segment) => segment !== "");
}

function childFor(node: Node, segment: string): Node {
  if (segment === "*" || PARAMETER.test(segment)) {
    node.param ??= createNode();
    return node.param;
  }
  const literal = decodeLiteral(segment);
  let child = node.literals.get(literal);
  if (child === undefined) {
    child = createNode();
    node.literals.set(literal, child);
  }
  return child;
}

/** A topic named `/a%20b` is asked for as `/a%20b`; both are compared decoded. */
function decodeLiteral(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function findTopic(node: Node, segments: readonly string[], depth: number): TopicRoute | null {
  const segment = segments[depth];
  if (segment === undefined) return node.topic ?? node.rest;
  const literal = node.literals.get(segment);
  const found = literal === undefined ? null : findTopic(literal, segments, depth + 1);
  if (found !== null) return found;
  const viaParam = node.param === null ? null : findTopic(node.param, segments, depth + 1);
  return viaParam ?? node.rest;
}

function readParams(address: string, segments: readonly string[]): ReadonlyMap<string, string> {
  const params = new Map<string, string>();
  addressSegments(address).forEach((segment, index) => {
    const name = PARAMETER.exec(segment)?.[1];
    const value = segments[index];
    if (name !== undefined && value !== undefined) params.set(name, value);
  });
  return params;
}
