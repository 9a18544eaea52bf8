// A topic draft out of a browser's storage. It may hold half-typed topics, so only its shape is checked here.
import { z } from "zod";
import { handshakeSchema } from "./handshake.ts";
import { TOPIC_TYPES } from "./topic.ts";
import type { TopicDraft } from "./topic-draft.ts";
import { COLLISION_KINDS, type Collision, topicFields } from "./topic-merge.ts";

const storedTopic = z.object({
  channelKey: z.string().nullable(),
  address: z.string(),
  types: z.array(z.enum(TOPIC_TYPES)),
  description: z.string(),
  parameters: z.array(z.object({ name: z.string(), description: z.string() })),
  uriMapping: z.string().nullable(),
  isSecured: z.boolean(),
  handshake: handshakeSchema.optional(),
  scopes: z.object({ subscribe: z.array(z.string()), publish: z.array(z.string()) }).optional(),
});

const storedDraft = z.object({
  /** Version of the API the draft started from. */
  etag: z.int(),
  draft: z.object({
    base: z.array(storedTopic),
    rows: z.array(z.object({ id: z.string(), topic: storedTopic, isDeleted: z.boolean() })),
    added: z.int(),
  }),
  /** Changes that could not be put on top of somebody else's, as long as nobody has seen them. */
  collisions: z
    .array(
      z.object({
        kind: z.enum(COLLISION_KINDS),
        address: z.string(),
        message: z.string(),
        mine: storedTopic,
        base: storedTopic.nullable().default(null),
        theirs: storedTopic.nullable().default(null),
        fields: z.array(z.enum(topicFields)).default([]),
      }),
    )
    .default([]),
});

export type StoredTopicDraft = {
  readonly etag: number;
  readonly draft: TopicDraft;
  readonly collisions: readonly Collision[];
};

/** The draft, or null where the data is something else. */
export function parseStoredDraft(stored: unknown): StoredTopicDraft | null {
  return storedDraft.safeParse(stored).data ?? null;
}
