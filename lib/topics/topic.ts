// A topic of an API and the one schema that judges it, used by the form, the server action and the management API.
// Topics are a view of the definition text (DESIGN.md section 4): they are read from it and patched into it.
import { z } from "zod";
import { handshakeSchema } from "#lib/topics/handshake.ts";
import { handshakeProblems } from "#lib/topics/handshake-problems.ts";
import { findTopicClashes } from "#lib/topics/topic-clash.ts";
import { topicNameProblem } from "#lib/topics/topic-name.ts";
import { uriMappingProblem } from "#lib/topics/uri-mapping.ts";

/** Most topics of one API. */
export const MAX_TOPICS = 200;

/** Longest description of a topic or a parameter, in characters. */
export const MAX_TOPIC_DESCRIPTION_LENGTH = 5000;

/** Directions of a topic: Subscribe is server to client, Publish is client to server. */
export const TOPIC_TYPES = ["subscribe", "publish"] as const;
export type TopicType = (typeof TOPIC_TYPES)[number];

/** The action of an operation for each type: in a definition the API speaks, on the Topics page the client acts. */
export const ACTION_BY_TYPE = { subscribe: "send", publish: "receive" } as const satisfies Record<
  TopicType,
  string
>;

const description = z
  .string()
  .max(
    MAX_TOPIC_DESCRIPTION_LENGTH,
    `Shorten the description to ${MAX_TOPIC_DESCRIPTION_LENGTH} characters.`,
  );

/** Names as the text has them: a deployment judges whether the API has them. */
const scopeNames = z.array(z.string());

/** One topic, its own rules applied; clashes with other topics are found by `topicsSchema`. */
export const topicSchema = z
  .object({
    /** Key of the channel in the definition; null for a topic that is not in it yet. */
    channelKey: z.string().nullable(),
    address: z.string().superRefine((address, context) => {
      const problem = topicNameProblem(address);
      if (problem !== null) context.addIssue({ code: "custom", message: problem });
    }),
    types: z
      .array(z.enum(TOPIC_TYPES))
      .min(1, "Choose at least one type: Subscribe, Publish or both.")
      .refine((types) => new Set(types).size === types.length, "Name each type once."),
    description,
    /** Descriptions of the parameters of the address; a parameter without an entry has none. */
    parameters: z.array(z.object({ name: z.string(), description })),
    /** What is appended to the endpoint URL; null or empty passes the topic path as requested. */
    uriMapping: z.string().nullable(),
    /** False where the topic is open to everyone (`x-auth-type: None`). */
    isSecured: z.boolean(),
    /** What its handshake takes; absent leaves it as the definition says. */
    handshake: handshakeSchema
      .superRefine((handshake, context) => {
        for (const { path, message } of handshakeProblems(handshake)) {
          context.addIssue({ code: "custom", path: [...path], message });
        }
      })
      .optional(),
    /** Scopes one of which each direction requires, none where empty; absent leaves them as the definition says. */
    scopes: z.object({ subscribe: scopeNames, publish: scopeNames }).optional(),
  })
  .superRefine((topic, context) => {
    if (topic.uriMapping === null || topic.uriMapping === "") return;
    const problem = uriMappingProblem(topic.uriMapping, topic.address);
    if (problem !== null) context.addIssue({ code: "custom", path: ["uriMapping"], message: problem });
  });

/** All topics of an API. The path of an issue names the topic's index and field. */
export const topicsSchema = z
  .array(topicSchema)
  .min(1, "Add at least one topic: an API without topics cannot be reached.")
  .max(MAX_TOPICS, `Keep to ${MAX_TOPICS} topics; split the API where it needs more.`)
  .superRefine((topics, context) => {
    for (const clash of findTopicClashes(topics)) {
      const { index, field, message, isShared } = clash;
      context.addIssue({ code: "custom", path: [index, field], message, params: { isShared } });
    }
  });

export type Topic = z.infer<typeof topicSchema>;
