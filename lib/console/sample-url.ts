// An address of a topic that a reader can connect to as it stands: everything that has to be filled in is, by example.
import { exampleValues } from "#lib/topics/example-values.ts";
import type { ConsoleField, ConsoleTopic } from "./catalogue.ts";
import { urlOf } from "./target.ts";
import { topicUrl } from "./wscat-command.ts";

/** `apiUrl` is the API's address at the gateway, without a topic. */
export function sampleUrl(apiUrl: string, topic: ConsoleTopic): string {
  const values = exampleValues(topic.address);
  for (const field of topic.parameters) {
    const example = exampleOf(field);
    if (example !== "") values.set(field.name, example);
  }
  const query = topic.query.filter(({ isRequired }) => isRequired);
  return urlOf(
    topicUrl({ apiUrl, address: topic.address, values }),
    new Map(query.map((field) => [field.name, exampleOf(field)])),
  );
}

function exampleOf({ example, values }: ConsoleField): string {
  return example || (values[0] ?? "");
}
