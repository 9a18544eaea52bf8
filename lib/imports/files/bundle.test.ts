// Several files become one document: the main one keeps its bytes, and every reference in the answer leads somewhere.
import { describe, expect, it } from "vitest";
import { listRefs, placeOfRef } from "#lib/asyncapi/local-ref.ts";
import { readYamlSource } from "#lib/asyncapi/yaml-source.ts";
import { referenceParser } from "#lib/definition-work/reference-parser.ts";
import { judgeDefinition } from "#lib/topics/judge-definition.ts";
import { bundle as bundleMain, mainFiles } from "./bundle.ts";

const files = (entries: Record<string, string>) => new Map(Object.entries(entries));
const head = "asyncapi: 3.0.0\ninfo: {title: Chat, version: 1.10} # ours\n";

/** The bundle of the one file that is a document. */
function bundle(all: ReadonlyMap<string, string>) {
  const [main = "", ...others] = mainFiles(all);
  expect(others).toEqual([]);
  return bundleMain(main, all);
}

/** References of a text that lead nowhere. */
function dangling(text: string): string[] {
  const read = readYamlSource(text);
  if (!read.ok) return ["unreadable"];
  const { value } = read.source;
  return listRefs(value).flatMap(({ ref }) => (placeOfRef(value, ref) === null ? [ref] : []));
}

const messageOf = (ref: string) => `${head}channels:
  chat:
    messages:
      Said: {$ref: '${ref}'} # said
`;

describe("a bundle", () => {
  it("keeps the main file's bytes and adds what it refers to, by where it is used", () => {
    const main = messageOf("./messages/said.yaml");
    const { text, diagnostics, parts } = bundle(
      files({
        "docs/api.yaml": main,
        "docs/messages/said.yaml":
          "payload: {$ref: '../schemas/all.json#/a~1b'}\nheaders:\n  $ref: ../schemas/all.json#/h%20h\n",
        "docs/schemas/all.json":
          '{"a/b": {"type": "number", "maximum": 9223372036854775807}, "h h": {"type": "object"}}',
      }),
    );
    expect([diagnostics, parts]).toEqual([[], ["docs/messages/said.yaml", "docs/schemas/all.json"]]);
    const [kept = ""] = text.split("components:");
    expect(kept).toBe(main.replace("./messages/said.yaml", "#/components/messages/said"));
    expect(text).toContain("maximum: 9223372036854775807\n");
    expect(text).toContain("#/components/schemas/a-b");
    expect(text).toContain("#/components/schemas/h-h");
    expect(dangling(text)).toEqual([]);
  });

  it("keeps numbers as they are written in JSON too", () => {
    const { text } = bundle(
      files({
        "api.json": '{\n  "asyncapi": "3.0.0",\n  "components": {"schemas": {"A": {"$ref": "a.yaml"}}}\n}\n',
        "a.yaml": "maximum: 1.10\nminimum: 0x10\n",
      }),
    );
    expect(text).toMatch(/"maximum": ?1\.10/);
    expect(text).toMatch(/"minimum": ?16/);
    expect(dangling(text)).toEqual([]);
  });

  it("gives names that collide with nothing", () => {
    const { text } = bundle(
      files({
        "api.yaml": `${head}components:\n  schemas:\n    user: {type: string}\n    a: {$ref: a/user.yaml}\n    b: {$ref: b/user.yaml}\n    c: {$ref: './c.yaml#/__proto__'}\n`,
        "a/user.yaml": "title: A",
        "b/user.yaml": "title: B",
        "c.yaml": "__proto__: {title: C}",
      }),
    );
    expect(text).toContain('    user: {type: string}\n    a: {$ref: "#/components/schemas/user-2"}\n');
    expect(text).toContain('b: {$ref: "#/components/schemas/user-3"}');
    expect(text).toContain("title: C");
    expect(dangling(text)).toEqual([]);
  });

  it("follows circles, within a file, between files and back to the document", () => {
    const { text, diagnostics } = bundle(
      files({
        "api.yaml": `${head}components:\n  schemas:\n    Own: {type: string}\n    Tree: {$ref: 'tree.yaml'}\n`,
        "tree.yaml":
          "properties:\n  self: {$ref: '#'}\n  inner: {$ref: '#/properties/self'}\n  leaf: {$ref: leaf.yaml#/Leaf}\n",
        "leaf.yaml":
          "Leaf:\n  properties: {up: {$ref: 'tree.yaml'}, own: {$ref: 'api.yaml#/components/schemas/Own'}}\n",
      }),
    );
    expect(diagnostics).toEqual([]);
    expect(text).toContain("#/components/schemas/tree/properties/self");
    expect(text.match(/leaf:/g)).toHaveLength(1);
    expect(text).toContain("#/components/schemas/Own");
    const read = readYamlSource(text);
    const value = read.ok ? read.source.value : null;
    for (const { ref } of listRefs(value)) expect(ref).toMatch(/^#\/components\//);
  });

  it.each(["my file.yaml", "my%20file.yaml", "./x/../my%20file.yaml"])(
    "finds the file that %s names",
    (ref) => {
      const { text, diagnostics } = bundle(
        files({ "api.yaml": messageOf(ref), "my file.yaml": "name: Said" }),
      );
      expect(diagnostics).toEqual([]);
      expect(text).toContain("#/components/messages/my-file");
    },
  );
});

describe("a reference that is not followed", () => {
  it.each([
    ["missing.yaml", "bundle-missing"],
    ["../secret.yaml", "bundle-outside"],
    ["%2e%2e/secret.yaml", "bundle-outside"],
    ["/etc/passwd", "bundle-outside"],
    ["http://127.0.0.1/a.yaml", "bundle-address"],
    ["file:///etc/passwd", "bundle-url"],
    ["//example.com/a.yaml", "bundle-url"],
    ["there.yaml#/none", "bundle-nowhere"],
    ["there.yaml#none", "bundle-pointer"],
    ["there.yaml#/text", "bundle-value"],
    ["broken.yaml", "bundle-unreadable"],
  ])("%s is told at its line, and left", (ref, code) => {
    const main = messageOf(ref);
    const { text, diagnostics } = bundle(
      files({ "api.yaml": main, "there.yaml": "text: a", "broken.yaml": "a: [" }),
    );
    expect(text).toBe(main);
    const isBroken = code === "bundle-unreadable";
    expect(diagnostics).toMatchObject([
      { code, file: isBroken ? "broken.yaml" : "api.yaml", line: isBroken ? 1 : 6, severity: "error" },
    ]);
  });

  it("in another file is told with that file's name and line", () => {
    const { diagnostics } = bundle(
      files({ "api.yaml": messageOf("said.yaml"), "said.yaml": "name: Said\npayload:\n  $ref: none.yaml\n" }),
    );
    expect(diagnostics).toMatchObject([{ code: "bundle-missing", file: "said.yaml", line: 3 }]);
  });

  it("stands for a whole group", () => {
    const main = `${head}components:\n  schemas: {$ref: all.yaml}\n`;
    const { text, diagnostics } = bundle(files({ "api.yaml": main, "all.yaml": "A: {type: string}" }));
    expect([text, diagnostics.map(({ code }) => code)]).toEqual([main, ["bundle-group"]]);
  });
});

describe("the main file", () => {
  it("is the document that no other document refers to", () => {
    expect(mainFiles(files({ "a.yaml": "openapi: 3.0.0", "b.yaml": "x: {asyncapi: 3.0.0}" }))).toEqual([]);
    expect(mainFiles(files({ "a.yaml": head, "b.json": '{"asyncapi": "2.6.0"}' }))).toEqual([
      "a.yaml",
      "b.json",
    ]);
    const refersTo = (file: string) => `${head}x: {$ref: './${file}#/info'}\n`;
    expect(mainFiles(files({ "a.yaml": head, "b.yaml": refersTo("a.yaml") }))).toEqual(["b.yaml"]);
    expect(mainFiles(files({ "a.yaml": refersTo("b.yaml"), "b.yaml": refersTo("a.yaml") }))).toHaveLength(2);
  });

  it("comes as it is where it cannot be read: its reader tells what is wrong", () => {
    const broken = `${head}channels: [\n`;
    expect(bundle(files({ "a.yaml": broken }))).toMatchObject({ text: broken, diagnostics: [] });
  });
});

describe("channels in other files", () => {
  const plainHead = "asyncapi: 3.0.0\ninfo: {title: Chat, version: '1'} # ours\n";
  const chat = "address: /chat\nmessages:\n  Said: {payload: {type: string}}\n";
  const operation = (channel: string) =>
    `action: send\nchannel: {$ref: '${channel}'}\nmessages: [{$ref: '${channel}#/messages/Said'}]\n`;
  const inMain = operation("chat.yaml").replaceAll("\n", ", ").slice(0, -2);

  it.each([
    ["channels: # ours\n  room: {$ref: chat.yaml}\n", "room"],
    ["channels:\n  own: {address: /own}\n", "chat"],
    ["", "chat"],
  ])("become the document's own, as its operations need them: %j", async (channels, name) => {
    const main = `${plainHead}${channels}operations:\n  say: {${inMain}}\n  hear: {$ref: ops/hear.yaml}\n`;
    const { text, diagnostics } = bundle(
      files({ "api.yaml": main, "chat.yaml": chat, "ops/hear.yaml": operation("../chat.yaml") }),
    );
    expect(diagnostics).toEqual([]);
    expect(text.match(new RegExp(`#/channels/${name}["']`, "g"))).toHaveLength(2);
    expect(text.match(new RegExp(`#/channels/${name}/messages/Said["']`, "g"))).toHaveLength(2);
    expect(text.match(/address: \/chat/g)).toHaveLength(1);
    expect(text).toContain(plainHead);
    expect(dangling(text)).toEqual([]);
    const errors = (await referenceParser()(text)).filter(({ severity }) => severity === "error");
    expect(errors).toEqual([]);
  });
});

describe("a message in a file of its own", () => {
  const plainHead = "asyncapi: 3.0.0\ninfo: {title: Chat, version: '1'}\n";
  const operations = (ref: string) => `operations:
  say: {action: send, channel: {$ref: '#/channels/chat'}, messages: [{$ref: ${ref}}]}
  ask:
    action: send
    channel: {$ref: '#/channels/chat'}
    reply: {channel: {$ref: '#/channels/chat'}, messages: [{$ref: ${ref}}]}
`;

  it.each([
    ["channels: {chat: {address: /chat, messages: {Said: {$ref: said.yaml}}}}\n", "said.yaml"],
    ["channels: {chat: {address: /chat, messages: {Said: {$ref: 'all.yaml#/Said'}}}}\n", "said.yaml"],
    ["channels: {chat: {$ref: chat.yaml}}\n", "'./said.yaml'"],
  ])("is named by operations as their channel's: %j", async (channels, ref) => {
    const { text, diagnostics } = bundle(
      files({
        "api.yaml": plainHead + channels + operations(ref),
        "chat.yaml": "address: /chat\nmessages: {Said: {$ref: said.yaml}}\n",
        "all.yaml": "Said: {$ref: said.yaml}\n",
        "said.yaml": "payload: {type: string}\n",
      }),
    );
    expect(diagnostics).toEqual([]);
    expect(text.match(/#\/channels\/chat\/messages\/Said\b/g)).toHaveLength(2);
    expect(dangling(text)).toEqual([]);
    expect((await referenceParser()(text)).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("stays where it stands when the channel has no entry for it, which is told with a click that adds one", () => {
    const channels = "channels: {chat: {address: /chat, messages: {}}}\n";
    const { text } = bundle(
      files({
        "api.yaml": plainHead + channels + operations("said.yaml"),
        "said.yaml": "payload: {type: string}\n",
      }),
    );
    expect(text).toContain("#/components/messages/said");
    const { diagnostics } = judgeDefinition(text);
    expect(diagnostics).toContainEqual(
      expect.objectContaining({
        code: "operation-message",
        mend: expect.objectContaining({ label: expect.stringContaining("Add said") }),
      }),
    );
  });
});

describe("a bundle near its bounds", () => {
  it("is made of as many references as fit, in time that grows with them", () => {
    const count = 10_000;
    let main = `${head}channels:\n  c:\n    messages:\n`;
    for (let index = 0; index < count; index += 1)
      main += `      m${index}: {payload: {$ref: 'parts.yaml#/s/S${index % 100}'}}\n`;
    let parts = "s:\n";
    for (let index = 0; index < 100; index += 1) parts += `  S${index}: {type: string}\n`;
    const { text } = bundle(files({ "api.yaml": main, "parts.yaml": parts }));
    expect(text.match(/#\/components\/schemas\/S/g)).toHaveLength(count);
  });
});

describe("a bundle that would be huge", () => {
  it("is refused", () => {
    const big = `title: ${"a".repeat(900_000)}\n`;
    const entries: Record<string, string> = {};
    let main = `${head}components:\n  schemas:\n`;
    for (let index = 0; index < 3; index += 1) {
      entries[`big${index}.yaml`] = big;
      main += `    S${index}: {$ref: big${index}.yaml}\n`;
    }
    const { text, diagnostics } = bundle(files({ "api.yaml": main, ...entries }));
    expect(text).toBe("");
    expect(diagnostics).toMatchObject([{ code: "bundle-too-large" }]);
  });
});
