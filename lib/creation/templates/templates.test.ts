// The templates: sound by every judge, with examples that fit, and the topics that the sample backend serves.
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { apiTemplates } from "#lib/apis/api-fields.ts";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { isJsonObject, type JsonObject, objectAt } from "#lib/asyncapi/json-value.ts";
import { checkedView } from "#lib/asyncapi/reading/checked.ts";
import { readingView } from "#lib/asyncapi/reading/view.ts";
import { referenceParser } from "#lib/definition-work/reference-parser.ts";
import { judgeDefinition } from "#lib/topics/judge-definition.ts";
import { readTopics } from "#lib/topics/read-topics.ts";
import { startingDefinition } from "./starting-definition.ts";
import { templatePreviews } from "./template-previews.ts";

const info = { title: "Ours: all", version: "2.10" };
const judgedByParser = referenceParser();

function definitionOf(template: (typeof apiTemplates)[number]) {
  const { definition } = parseDefinition(startingDefinition(template, info));
  if (definition === null) throw new Error("The template cannot be read.");
  return definition;
}

describe.each(apiTemplates)("the template %s", (template) => {
  const text = startingDefinition(template, info);

  it("has the API's title and version", () => {
    expect(objectAt(definitionOf(template).data, ["info"])).toMatchObject(info);
  });

  it("is found sound by Sluice and by the reference parser", async () => {
    expect(judgeDefinition(text).diagnostics).toEqual([]);
    expect(await judgedByParser(text)).toEqual([]);
  });
});

describe.each(["chat", "notifications", "prices"] as const)("the template %s", (template) => {
  const { data } = definitionOf(template);
  const view = checkedView(data, readingView(data));
  const messages = view.channels.flatMap(({ operations }) =>
    operations.flatMap((operation) => [...operation.messages, ...(operation.reply?.messages ?? [])]),
  );

  it("names, titles and describes every message, each of which an operation uses", () => {
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.filter(({ name, title, summary }) => !name || !title || !summary)).toEqual([]);
    expect(view.channels.flatMap(({ others }) => others)).toEqual([]);
  });

  it("shows its own examples, which fit", () => {
    for (const { name, examples, schemaMisfits } of messages) {
      const told = examples.map(({ isGenerated, misfits }) => ({ isGenerated, misfits }));
      expect([name, schemaMisfits, told]).toEqual([name, [], examples.map(() => itsOwn)]);
      expect(examples.length).toBeGreaterThan(0);
    }
  });

  it("has examples that fit their schemas of draft 7, by Ajv", () => {
    const ajv = new Ajv({ strict: false, formats });
    ajv.addSchema({ ...data, $id: documentId });
    for (const [pointer, message] of messagesIn(data)) {
      const fits = ajv.compile({ $ref: `${documentId}#${pointer}/payload` });
      for (const example of message.examples as JsonObject[]) {
        expect([pointer, fits(example.payload), fits.errors]).toEqual([pointer, true, null]);
      }
      expect(fits(null)).toBe(false);
    }
  });
});

const documentId = "https://document.example/";
const formats = {
  uuid: (text: string) => z.uuid().safeParse(text).success,
  uri: (text: string) => z.url().safeParse(text).success,
  "date-time": (text: string) => z.iso.datetime().safeParse(text).success,
};
const itsOwn = { isGenerated: false, misfits: [] };

/** Messages of all channels, by the pointer to each. */
function messagesIn(data: JsonObject): [string, JsonObject][] {
  return Object.keys(objectAt(data, ["channels"])).flatMap((channel) =>
    Object.entries(objectAt(data, ["channels", channel, "messages"])).flatMap(
      ([key, message]): [string, JsonObject][] =>
        isJsonObject(message) ? [[`/channels/${channel}/messages/${key}`, message]] : [],
    ),
  );
}

it("leads the topics of chat and notifications to the paths of the sample backend", () => {
  const topicsOf = (template: "chat" | "notifications") =>
    readTopics(definitionOf(template)).map(({ address, types, uriMapping }) => [address, types, uriMapping]);
  expect(topicsOf("chat")).toEqual([
    ["/rooms/{roomID}", ["subscribe", "publish"], "/rooms?room={roomID}"],
    ["/notifications", ["subscribe"], "/notifications"],
    ["/ping", ["subscribe", "publish"], "/echo"],
  ]);
  expect(topicsOf("notifications")).toEqual([["/notifications", ["subscribe", "publish"], "/notifications"]]);
});

it("tells before the choice what clients send and receive, answers included", () => {
  expect(templatePreviews.map(({ id }) => id)).toEqual(apiTemplates);
  expect(templatePreviews.find(({ id }) => id === "blank")?.topics).toEqual([
    {
      address: "/*",
      directions: [
        { action: "receive", messages: [] },
        { action: "send", messages: [] },
      ],
    },
  ]);
  expect(templatePreviews.find(({ id }) => id === "prices")?.topics).toEqual([
    {
      address: "/prices",
      directions: [
        { action: "receive", messages: ["Subscribe", "Unsubscribe"] },
        { action: "send", messages: ["Acknowledged", "Rejected", "Tick"] },
      ],
    },
  ]);
});
