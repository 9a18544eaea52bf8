// Judges a downloaded definition by AsyncAPI's own parser.
import { Parser } from "@asyncapi/parser";
import { expect } from "@playwright/test";

type Expected = { readonly servers: readonly string[]; readonly topics: readonly string[] };

const parser = new Parser();

/** Fails unless the text is AsyncAPI 3.0 without an error, with exactly these servers and topics. */
export async function expectValidConsumerView(text: string, { servers, topics }: Expected): Promise<void> {
  const { document, diagnostics } = await parser.parse(text);
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 0);
  expect(errors.map(({ message, path }) => `${path.join(".")}: ${message}`)).toEqual([]);
  expect(document?.version()).toBe("3.0.0");
  const urls =
    document
      ?.servers()
      .all()
      .map((server) => server.url()) ?? [];
  expect(urls.toSorted()).toEqual(servers.toSorted());
  const addresses =
    document
      ?.channels()
      .all()
      .map((channel) => channel.address()) ?? [];
  expect(addresses.toSorted()).toEqual(topics.toSorted());
}
