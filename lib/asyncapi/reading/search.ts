// Search in a view: all names, titles, summaries, descriptions, tags and values with their place, and what of them a query
// finds. The index is bounded by the view it is made of; how it travels: search-wire.ts.
import type { ReadingAbout, ReadingDocs, ReadingPart } from "./about.ts";
import { address } from "./address.ts";
import { channelNames } from "./channel-name.ts";
import type { ReadingMessage } from "./message.ts";
import type { ReadingParameter } from "./parameter.ts";
import type { SchemaNode } from "./schema-node.ts";
import { rowsBelow } from "./schema-rows.ts";
import type { ReadingScheme, ReadingServer } from "./server.ts";
import type { ReadingChannel, ReadingView } from "./view.ts";

export type SearchEntry = {
  /** Address on the page. */
  readonly id: string;
  /** What it stands in, the outermost first: `/rooms`, `Said`. */
  readonly within: readonly string[];
  readonly name: string;
  /** Title, summary, description; a line each. */
  readonly text: string;
  readonly values: readonly string[];
};

/** An entry that a query finds: where in the name, or in which line or value. */
export type SearchHit = {
  readonly entry: SearchEntry;
  /** The text the hit is in, shortened around it. */
  readonly shown: string;
  /** Where the hit starts in it. */
  readonly at: number;
};

/** Most hits that are listed. */
export const MOST_HITS = 100;
const BEFORE = 40;
const AFTER = 120;
const LONGEST_NAME = 2000;
/** Every entry below a name repeats it. */
const LONGEST_WITHIN = 200;

/** All that can be found, in the order of the page. */
export function searchIndex(view: ReadingView): SearchEntry[] {
  const nameOf = channelNames(view.channels);
  return [
    ...ofInfo(view),
    ...view.servers.flatMap(ofServer),
    ...view.channels.flatMap((channel) => ofChannel(channel, nameOf(channel))),
    ...view.schemas.flatMap(({ name, root }) =>
      ofNode(root, { id: address.schema(name), within: ["Schemas"], name }),
    ),
  ];
}

function entry(
  id: string,
  within: readonly string[],
  name: string,
  texts: readonly string[],
  values: readonly string[] = [],
): SearchEntry {
  return {
    id,
    within: within.map((one) => shortened(one, LONGEST_WITHIN)),
    name: shortened(name, LONGEST_NAME),
    text: texts.filter((one) => one !== "" && one !== name).join("\n"),
    values,
  };
}

function shortened(name: string, longest: number): string {
  return name.length > longest ? `${name.slice(0, longest)}…` : name;
}

function ofInfo({ info, securitySchemes }: ReadingView): SearchEntry[] {
  const { id, title, description, termsOfService, contact, license, about } = info;
  const own = [description, ...textsAbout(about), ...Object.values(contact), ...Object.values(license)];
  const texts = [...own, termsOfService, id];
  const hasWords = [title, ...texts].some((one) => one !== "");
  return [
    ...(hasWords ? [entry(address.info, [], title, texts)] : []),
    ...securitySchemes.map((scheme) => ofScheme(address.info, ["Authentication"], scheme)),
  ];
}

function ofServer(server: ReadingServer): SearchEntry[] {
  const { key, url, title, summary, description, variables, security, about } = server;
  const id = address.server(key);
  const within = ["Servers", key];
  return [
    entry(id, ["Servers"], key, [title, summary, description, url, ...textsAbout(about)]),
    ...variables.map((one) => ofParameter(address.parameter(id, one.name), within, one)),
    ...security.map((scheme) => ofScheme(id, within, scheme)),
  ];
}

function ofScheme(id: string, within: readonly string[], scheme: ReadingScheme): SearchEntry {
  const { key, type, summary, description, scopes, flows } = scheme;
  const ofFlows = flows.flatMap((flow) => [
    ...flow.urls,
    ...flow.scopes.map((scope) => `${scope.name} ${scope.description}`),
  ]);
  const texts = [type, summary, description, ...ofFlows, ...textsAbout(scheme.about)];
  return entry(id, within, key || type, texts, scopes);
}

function ofParameter(id: string, within: readonly string[], parameter: ReadingParameter): SearchEntry {
  const { name, description, values, preset, examples, location, extensions } = parameter;
  const texts = [description, preset, ...examples, location, ...textsOfParts(extensions)];
  return entry(id, within, name, texts, values);
}

function textsOfParts(parts: readonly ReadingPart[]): string[] {
  return parts.map(({ name, text }) => `${name} ${text}`);
}

function textsOfDocs(docs: ReadingDocs | null): string[] {
  return docs === null ? [] : [docs.description, docs.url];
}

function textsAbout({ tags, docs, bindings, extensions }: ReadingAbout): string[] {
  return [
    ...tags.flatMap((tag) => [tag.name, tag.description, ...textsOfDocs(tag.docs)]),
    ...textsOfDocs(docs),
    ...textsOfParts([...bindings, ...extensions]),
  ];
}

function ofChannel(channel: ReadingChannel, name: string): SearchEntry[] {
  const id = address.channel(channel.key);
  const within = [name];
  const { title, summary, description, handshake } = channel;
  const about = [...textsAbout(channel.about), ...textsOfParts(handshake?.more ?? [])];
  return [
    entry(id, [], name, [title, summary, description, ...about]),
    ...channel.parameters.map((one) => ofParameter(address.parameter(id, one.name), within, one)),
    ...(["query", "headers"] as const).flatMap((part) => {
      const tree = handshake?.[part] ?? null;
      return tree === null ? [] : ofNode(tree, { id: address.part(id, part), within, name: "" });
    }),
    ...channel.operations.flatMap((operation) => {
      const own = address.operation(operation.key);
      const { reply } = operation;
      const replyTexts = reply
        ? [reply.description, reply.addressDescription, ...textsOfParts(reply.extensions)]
        : [];
      const ownTexts = [operation.summary, operation.description, operation.key];
      const texts = [...ownTexts, ...replyTexts, ...textsAbout(operation.about)];
      const replies = reply?.messages ?? [];
      return [
        entry(own, within, operation.title || operation.key, texts),
        ...operation.security.map((scheme) => ofScheme(own, within, scheme)),
        ...operation.messages.flatMap((message) => ofMessage(own, within, message)),
        ...replies.flatMap((message) => ofMessage(address.reply(own), within, message)),
      ];
    }),
    ...channel.others.flatMap((message) => ofMessage(id, within, message)),
  ];
}

function ofMessage(holder: string, within: readonly string[], message: ReadingMessage): SearchEntry[] {
  const id = address.message(holder, message.key);
  const name = message.title || message.name;
  const part = (which: "headers" | "payload") =>
    message[which] === null
      ? []
      : ofNode(message[which], { id: address.part(id, which), within: [...within, name], name: "" });
  const { correlation } = message;
  const texts = [
    message.name,
    message.summary,
    message.description,
    correlation.words,
    correlation.description,
  ];
  const ofExamples = message.examples.flatMap(({ name: called, summary, extensions }) => [
    ...[called, summary],
    ...textsOfParts(extensions),
  ]);
  const about = [...ofExamples, ...textsAbout(message.about)];
  return [entry(id, within, name, [...texts, ...about]), ...part("headers"), ...part("payload")];
}

type NodePlace = { readonly id: string; readonly within: readonly string[]; readonly name: string };

function ofNode(node: SchemaNode, { id, within, name }: NodePlace): SearchEntry[] {
  const shown = name || node.title;
  const values = node.constant === null ? node.values : [...node.values, node.constant];
  const about = [...textsOfDocs(node.about?.docs ?? null), ...textsOfParts(node.about?.extensions ?? [])];
  const hasWords = [shown, node.description, ...values, ...about].some((one) => one !== "");
  const own = hasWords ? [entry(id, within, shown, [node.title, node.description, ...about], values)] : [];
  const inside = name === "" ? within : [...within, name];
  const { children, choices } = rowsBelow(node, id);
  const below = [...children, ...choices.flat()];
  return [
    ...own,
    ...below.flatMap((row) => ofNode(row.node, { id: row.id, within: inside, name: row.node.name })),
  ];
}

/** What a query finds, names first; at most a hundred. */
export function findHits(entries: readonly SearchEntry[], query: string): SearchHit[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return [];
  const [names, values, texts]: SearchHit[][] = [[], [], []];
  for (const one of entries) {
    const at = one.name.toLowerCase().indexOf(wanted);
    if (at !== -1) {
      names?.push({ entry: one, shown: one.name, at });
      continue;
    }
    const value = one.values.find((text) => text.toLowerCase().includes(wanted));
    if (value !== undefined) values?.push({ entry: one, ...around(value, wanted) });
    else if (one.text.toLowerCase().includes(wanted))
      texts?.push({ entry: one, ...around(one.text, wanted) });
  }
  const byPlace = (names ?? []).toSorted((one, other) => Number(one.at > 0) - Number(other.at > 0));
  return [...byPlace, ...(values ?? []), ...(texts ?? [])].slice(0, MOST_HITS);
}

function around(text: string, wanted: string): { shown: string; at: number } {
  const found = text.toLowerCase().indexOf(wanted);
  const start = Math.max(0, found - BEFORE);
  const lead = start > 0 ? "…" : "";
  const end = found + wanted.length + AFTER;
  const shown = lead + text.slice(start, end).replace(/\s/g, " ") + (end < text.length ? "…" : "");
  return { shown, at: found - start + lead.length };
}
