// What a person sees of the templates before choosing one: their topics, and the titles of the messages on them.
import { type ApiTemplate, apiTemplates } from "#lib/apis/api-fields.ts";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import type { ReadingMessage } from "#lib/asyncapi/reading/message.ts";
import { type ReadingChannel, readingView } from "#lib/asyncapi/reading/view.ts";
import { startingDefinition } from "./starting-definition.ts";

export type TemplateTopic = {
  readonly address: string;
  /** As in the document: what the API receives, clients send. */
  readonly directions: readonly {
    readonly action: "receive" | "send";
    /** Titles, each once; none where any message may come. */
    readonly messages: readonly string[];
  }[];
};

export type TemplatePreview = { readonly id: ApiTemplate; readonly topics: readonly TemplateTopic[] };

/** In the order in which they are offered. */
export const templatePreviews: readonly TemplatePreview[] = apiTemplates.map(previewOf);

function previewOf(id: ApiTemplate): TemplatePreview {
  const { definition } = parseDefinition(startingDefinition(id, { title: id, version: "1.0.0" }));
  const channels = definition === null ? [] : readingView(definition.data).channels;
  return {
    id,
    topics: channels.map((channel) => ({ address: channel.address, directions: directionsOf(channel) })),
  };
}

/** What clients send comes first; an answer is received like everything else. */
function directionsOf({ operations }: ReadingChannel): TemplateTopic["directions"] {
  const sent = operations.filter(({ direction }) => direction === "You can send");
  const received = operations.filter(({ direction }) => direction === "You can receive");
  const answers = sent.flatMap(({ reply }) => reply?.messages ?? []);
  const heard = received.flatMap(({ messages }) => messages);
  return [
    ...(sent.length > 0
      ? [
          directionOf(
            "receive",
            sent.flatMap(({ messages }) => messages),
          ),
        ]
      : []),
    ...(received.length > 0 ? [directionOf("send", [...answers, ...heard])] : []),
  ];
}

function directionOf(action: "receive" | "send", messages: readonly ReadingMessage[]) {
  return { action, messages: [...new Set(messages.map(({ title, name }) => title || name))] };
}
