// A document that is read, written out whole: the same that its page shows, in the same order, as a Markdown tree.

import type { Root, RootContent } from "mdast";
import { verbOf } from "#lib/asyncapi/reading/direction.ts";
import { scopeWords } from "#lib/asyncapi/scope-words.ts";
import type { ReadingAbout } from "../about.ts";
import { address, linkTo } from "../address.ts";
import { channelNames } from "../channel-name.ts";
import type { ReadingHandshake } from "../handshake.ts";
import type { ReadingMessage } from "../message.ts";
import type { ReadingOperation, ReadingReply } from "../operation.ts";
import type { ReadingParameter } from "../parameter.ts";
import type { SchemaEntry } from "../schema-entries.ts";
import type { ReadingPart } from "../sections.ts";
import type { ReadingScheme, ReadingServer } from "../server.ts";
import type { ReadingChannel, ReadingView } from "../view.ts";
import { schemaList } from "./schema-list.ts";
import {
  type Block,
  codeBlock,
  described,
  describedBlocks,
  heading,
  type Inline,
  item,
  link,
  list,
  mono,
  paragraph,
  partBlocks,
  strong,
} from "./text-nodes.ts";

/** Levels of headings. */
const TOP = 2;
const TOPIC = 3;
const OPERATION = 4;
const MESSAGE = 5;

/** What the parts of a document refer to: the names of topics, and of schemas that have an entry. */
type Names = { readonly topics: ReadonlyMap<string, string>; readonly entries: ReadonlySet<string> };

export function documentTree(view: ReadingView): Root {
  const nameOf = channelNames(view.channels);
  const names = {
    topics: new Map(view.channels.map((one) => [one.key, nameOf(one)])),
    entries: new Set(view.schemas.map(({ name }) => name)),
  };
  return {
    type: "root",
    children: [
      ...intro(view),
      ...section("Servers", view.servers.flatMap(server)),
      ...section("Authentication", list(view.securitySchemes.map((one) => scheme(one, TOP)))),
      ...section(
        "Topics",
        view.channels.flatMap((one) => channel(one, names)),
      ),
      ...section(
        "Schemas",
        view.schemas.flatMap((one) => schema(one, names)),
      ),
      ...(view.hasMore ? [paragraph("… and more: this document is too large to be written out whole.")] : []),
    ],
  };
}

/** One part at the levels that it has in the whole; what it refers to elsewhere has no names but its own. */
export function partTree(part: ReadingPart): Root {
  return { type: "root", children: partContent(part, { topics: new Map(), entries: new Set() }) };
}

function partContent(part: ReadingPart, names: Names): RootContent[] {
  if (part.kind === "channel") {
    const { key, address: at } = part.channel;
    return channel(part.channel, { ...names, topics: new Map([[key, at || key]]) });
  }
  if (part.kind === "operation") return operation(part.operation, names);
  return part.kind === "message" ? message("", part.message, names) : schema(part.entry, names);
}

function schema({ name, root }: SchemaEntry, { entries }: Names): RootContent[] {
  const id = address.schema(name);
  return [heading(TOPIC, id, name), ...schemaList("", root, { depth: TOPIC, id, entries })];
}

function section(title: string, content: readonly RootContent[]): RootContent[] {
  return content.length === 0 ? [] : [heading(TOP, title.toLowerCase(), title), ...content];
}

function intro({ info, asyncapi }: ReadingView): RootContent[] {
  const { contact, license, termsOfService } = info;
  const facts: Inline[][] = [
    [`AsyncAPI ${asyncapi}`],
    ...(info.id ? [["Id: ", mono(info.id)]] : []),
    ...(license.name ? [["License: ", link(license.url, license.name)]] : []),
    ...(termsOfService ? [[link(termsOfService, "Terms of service")]] : []),
    ...(contact.name || contact.url ? [["Contact: ", link(contact.url, contact.name || contact.url)]] : []),
    ...(contact.email ? [[link(`mailto:${contact.email}`, contact.email)]] : []),
  ];
  return [
    heading(1, "", `${info.title} ${info.version}`),
    ...list(facts.map((fact) => item(paragraph(...fact)))),
    ...described(info.description, 1),
    ...about(info.about),
  ];
}

function server(one: ReadingServer): RootContent[] {
  const texts = [one.title, one.summary, one.description];
  return [
    heading(TOPIC, address.server(one.key), one.key),
    paragraph(mono(one.url)),
    ...texts.flatMap((text) => described(text, TOPIC)),
    ...(one.protocolVersion ? [paragraph(`Version of the protocol: ${one.protocolVersion}`)] : []),
    ...needs(one.security, TOPIC),
    ...parameters("Variables", one.variables),
    ...about(one.about),
  ];
}

function scheme(one: ReadingScheme, depth: number) {
  const flows = one.flows.map(({ name, urls, scopes }) =>
    item(
      paragraph(`Flow ${name}`, ...urls.flatMap((url, index) => [index ? ", " : ": ", link(url, url)])),
      ...list(scopes.map((scope) => item(paragraph(mono(scope.name), beside(scope.description))))),
    ),
  );
  const scopes = one.scopes.length > 0 ? `; scopes: ${one.scopes.join(", ")}` : "";
  return item(
    paragraph(...(one.key ? [strong(one.key), ": "] : []), mono(one.summary || one.type), scopes),
    ...describedBlocks(one.description, depth),
    ...list(flows),
    ...about(one.about),
  );
}

function needs(schemes: readonly ReadingScheme[], depth: number): RootContent[] {
  if (schemes.length === 0) return [];
  return [paragraph("Needs one of these credentials:"), ...list(schemes.map((one) => scheme(one, depth)))];
}

function parameters(title: string, all: readonly ReadingParameter[]): RootContent[] {
  if (all.length === 0) return [];
  const items = all.map(({ name, description, values, preset, examples, location, extensions }) => {
    const facts = [
      values.length > 0 ? `${values.length === 1 ? "always" : "one of"} ${values.join(", ")}` : "",
      preset ? `default ${preset}` : "",
      examples.length > 0 ? `for example ${examples.join(", ")}` : "",
      location ? `the same as ${location}` : "",
    ].filter((fact) => fact !== "");
    return item(
      paragraph(mono(name), facts.length > 0 ? `: ${facts.join("; ")}` : ""),
      ...describedBlocks(description, TOPIC),
      ...partBlocks("Extension", extensions),
    );
  });
  return [paragraph(strong(title)), ...list(items)];
}

function channel(one: ReadingChannel, names: Names): RootContent[] {
  const id = address.channel(one.key);
  return [
    heading(TOPIC, id, mono(names.topics.get(one.key) ?? one.key)),
    ...[one.title, one.summary, one.description].flatMap((text) => described(text, TOPIC)),
    ...onServers(one.servers),
    ...(one.isOpen ? [paragraph("No credential needed.")] : []),
    ...about(one.about),
    ...parameters("Parameters", one.parameters),
    ...handshake(one.handshake, id, names),
    ...one.operations.flatMap((each) => operation(each, names)),
    ...(one.others.length > 0
      ? [paragraph("Messages of which the definition does not say who sends them:")]
      : []),
    ...one.others.flatMap((other) => message(id, other, names)),
  ];
}

function onServers(keys: readonly string[]): RootContent[] {
  if (keys.length === 0) return [];
  const links = keys.map((key, index) => [index > 0 ? ", " : "", link(linkTo(address.server(key)), key)]);
  return [paragraph(keys.length > 1 ? "Only on the servers " : "Only on the server ", ...links.flat(), ".")];
}

function handshake(one: ReadingHandshake | null, id: string, { entries }: Names): RootContent[] {
  if (one === null) return [];
  const placeOf = (part: string) => ({ depth: TOPIC, id: address.part(id, part), entries });
  return [
    ...(one.method ? [paragraph("Method of the handshake: ", mono(one.method))] : []),
    ...schemaList("Query parameters of the handshake", one.query, placeOf("query")),
    ...schemaList("Headers of the handshake", one.headers, placeOf("headers")),
    ...partBlocks("Binding", one.more),
  ];
}

function operation(one: ReadingOperation, names: Names): RootContent[] {
  const id = address.operation(one.key);
  return [
    heading(OPERATION, id, one.direction, one.title ? `: ${one.title}` : ""),
    ...[one.summary, one.description].flatMap((text) => described(text, OPERATION)),
    ...needs(one.security, OPERATION),
    ...(one.scopes.length > 0 ? [paragraph(scopeWords(verbOf(one.direction), one.scopes))] : []),
    ...about(one.about),
    ...messages(id, one.messages, names),
    ...(one.reply ? reply(address.reply(id), one.reply, names) : []),
  ];
}

function messages(id: string, all: readonly ReadingMessage[], names: Names): RootContent[] {
  if (all.length === 0) return [paragraph("Messages of any form: the definition describes none.")];
  return all.flatMap((one) => message(id, one, names));
}

function reply(id: string, one: ReadingReply, names: Names): RootContent[] {
  const name = one.address || one.channelKey;
  const isTopic = names.topics.has(one.channelKey);
  const from = one.addressFrom ? `where ${one.addressFrom} of the request says` : "";
  const where: Inline[] = name
    ? [
        "On ",
        isTopic ? link(linkTo(address.channel(one.channelKey)), name) : mono(name),
        from && `, or ${from}`,
      ]
    : [from ? `W${from.slice(1)}` : "On the same connection"];
  const matched = one.matchedBy.length > 0 ? `, matched by ${one.matchedBy.join(", or ")}` : "";
  const count = one.messages.length > 1 ? ` one of ${one.messages.length}` : "";
  return [
    heading(OPERATION, id, `${one.words}${count}`),
    paragraph(...where, `${matched}.`),
    ...[one.description, one.addressDescription].flatMap((text) => described(text, OPERATION)),
    ...partBlocks("Extension", one.extensions),
    ...messages(id, one.messages, names),
  ];
}

function message(of: string, one: ReadingMessage, { entries }: Names): RootContent[] {
  const id = address.message(of, one.key);
  const placeOf = (part: string) => ({ depth: MESSAGE, id: address.part(id, part), entries });
  const title = one.title || one.name;
  const hasName = one.title !== "" && one.name !== one.title;
  return [
    heading(MESSAGE, id, title, ...(hasName ? [" ", mono(one.name)] : [])),
    ...(one.contentType ? [paragraph(`Content type: ${one.contentType}`)] : []),
    ...[one.summary, one.description].flatMap((text) => described(text, MESSAGE)),
    ...correlation(one.correlation),
    ...schemaList("Headers", one.headers, placeOf("headers")),
    ...schemaList("Payload", one.payload, placeOf("payload")),
    ...(one.hasMore ? [paragraph("… and more: this schema is too large to be written out whole.")] : []),
    ...(one.foreignSchema ? [paragraph("Schema:"), codeBlock("", one.foreignSchema)] : []),
    ...one.examples.flatMap(example),
    ...about(one.about),
  ];
}

function correlation({ words, description }: ReadingMessage["correlation"]): RootContent[] {
  if (words === "") return [];
  return [paragraph("Matched with others by ", mono(words), "."), ...described(description, MESSAGE)];
}

function example(one: ReadingMessage["examples"][number]): RootContent[] {
  const { name, summary, headers, payload, isGenerated, extensions } = one;
  const own = isGenerated ? "Example, generated from the schema" : name || "Example";
  const title = [own, summary]
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .join(": ");
  return [
    ...(headers ? [paragraph(`${title}, headers`), codeBlock("json", headers)] : []),
    ...(payload ? [paragraph(title), codeBlock("json", payload)] : []),
    ...partBlocks("Extension", extensions),
  ];
}

function about({ tags, docs, bindings, extensions }: ReadingAbout): Block[] {
  const named = tags.map((tag) => {
    return item(
      paragraph(
        mono(tag.name),
        beside(tag.description),
        ...(tag.docs ? [" ", link(tag.docs.url, tag.docs.description)] : []),
      ),
    );
  });
  return [
    ...(named.length > 0 ? [paragraph("Tags:"), ...list(named)] : []),
    ...(docs ? [paragraph("More: ", link(docs.url, docs.description))] : []),
    ...partBlocks("Binding", bindings),
    ...partBlocks("Extension", extensions),
  ];
}

/** Words after what they are about; nothing where there are none. */
function beside(words: string): string {
  return words === "" ? "" : `: ${words}`;
}
