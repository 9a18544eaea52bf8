// What the developer portal's search looks through of an API that is live, beside its name and tags. Pure.
import { toSearchable } from "#lib/apis/api-row.ts";
import type { TopicMessage } from "#lib/messages/topic-messages.ts";
import type { Topic } from "#lib/topics/topic.ts";

/** Longest text that is kept. */
const MOST_CHARACTERS = 20_000;

/** Its description, the addresses of its topics, and the names of their messages. */
export function liveText(
  { description }: { readonly description: string },
  topics: readonly Topic[],
  messages: Readonly<Record<string, readonly TopicMessage[]>>,
): string {
  const names = Object.values(messages).flatMap((ofTopic) =>
    ofTopic.map(({ name, title }) => `${name} ${title}`),
  );
  const words = [...topics.map(({ address }) => address), ...new Set(names), description];
  return toSearchable(words.join(" ")).slice(0, MOST_CHARACTERS);
}
