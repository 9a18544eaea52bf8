// Messages are named by what sets them apart, then by trial; what cannot be told is said so. Answers find their questions.
import { describe, expect, test } from "vitest";
import type { JsonObject } from "#lib/asyncapi/json-value.ts";
import type { ConsoleMessage } from "./catalogue.ts";
import { exactJson } from "./json-text.ts";
import { nameMessage } from "./message-naming.ts";
import { type NamedMessage, pairsOf } from "./reply-pairs.ts";
import { misfitsOf } from "./validation.ts";

function message(key: string, schema: JsonObject | null, more: Partial<ConsoleMessage> = {}): ConsoleMessage {
  const texts = { key, name: key, title: "", summary: "", contentType: "application/json" };
  return { ...texts, schema, examples: [], answeredBy: [], answeredOn: [], correlation: null, ...more };
}

const typed = (type: string, properties: JsonObject = {}): JsonObject => ({
  type: "object",
  required: ["type", ...Object.keys(properties)],
  properties: { type: { const: type }, ...properties },
});

const fits = (value: unknown) => (candidate: ConsoleMessage) =>
  candidate.schema !== null && misfitsOf(candidate.schema, value).length === 0;
const nameOf = (value: unknown, candidates: readonly ConsoleMessage[]) => {
  const naming = nameMessage(value, candidates, fits(value));
  if (naming.kind === "named") return naming.message.key;
  return naming.kind === "ambiguous" ? naming.messages.map(({ key }) => key) : null;
};

describe("a message is named", () => {
  const join = message("join", typed("join", { room: { type: "string" } }));
  const leave = message("leave", { allOf: [{ $ref: "#/$defs/part1" }], $defs: { part1: typed("leave") } });
  const number = message("number", { type: "number" });
  const small = message("small", { type: "number", maximum: 10 });

  test("by its constants, also where the rest of it does not fit", () => {
    expect(nameOf({ type: "join", room: 5 }, [join, leave])).toBe("join");
    expect(nameOf({ type: "leave" }, [join, leave])).toBe("leave");
  });
  test("by constants that may be left out, where they are there", () => {
    const optional = (type: string) =>
      message(type, {
        properties: { type: { enum: [type] }, n: { type: "number" } },
        additionalProperties: false,
      });
    const [tick, tock] = [optional("tick"), optional("tock")];
    expect(nameOf({ type: "tock", n: "not a number" }, [tick, tock])).toBe("tock");
    expect(nameOf({ n: 1 }, [tick, tock])).toEqual(["tick", "tock"]);
    expect(nameOf({ type: "tack" }, [tick, tock])).toBeNull();
  });
  test("by constants that another part requires", () => {
    const required = { properties: { kind: { const: "a" } }, allOf: [{ required: ["kind"] }] };
    expect(nameOf({}, [message("a", required)])).toBeNull();
  });
  describe("by a discriminator", () => {
    const pet = (discriminator: JsonObject | string): JsonObject => ({
      type: "object",
      discriminator,
      required: ["petType"],
      properties: { petType: { type: "string" } },
    });
    const kind = (name: string, discriminator: JsonObject | string) =>
      message(name, {
        $ref: `#/$defs/${name}`,
        $defs: { [name]: { allOf: [{ $ref: "#/$defs/Pet" }] }, Pet: pet(discriminator) },
      });
    test("of AsyncAPI, whose values are the names of schemas", () => {
      const kinds = [kind("Cat", "petType"), kind("Dog", "petType")];
      expect(nameOf({ petType: "Dog" }, kinds)).toBe("Dog");
      expect(nameOf({ petType: "Cow" }, kinds)).toBeNull();
    });
    test("of OpenAPI, with a mapping", () => {
      const mapping = { meow: "#/components/schemas/Cat", woof: "Dog" };
      const kinds = ["Cat", "Dog", "Cow"].map((name) => kind(name, { propertyName: "petType", mapping }));
      expect(nameOf({ petType: "meow" }, kinds)).toBe("Cat");
      expect(nameOf({ petType: "woof" }, kinds)).toBe("Dog");
      expect(nameOf({ petType: "Cow" }, kinds)).toBe("Cow");
    });
    test("of a message that is one of several kinds", () => {
      const any = message("any", {
        discriminator: "petType",
        oneOf: [{ $ref: "#/$defs/Cat" }, { $ref: "#/$defs/Dog" }],
        $defs: { Cat: { type: "object" }, Dog: { type: "object" } },
      });
      expect(nameOf({ petType: "Cat" }, [any, message("other", { type: "object" })])).toBe("any");
      expect(nameOf({ petType: "Cow" }, [any, message("other", { type: "object" })])).toBe("other");
    });
    test("whose property is constant, by that", () => {
      const own = {
        discriminator: "petType",
        required: ["petType"],
        properties: { petType: { const: "cat.v1" } },
      };
      expect(
        nameOf({ petType: "cat.v1" }, [message("Cat", { $ref: "#/$defs/Cat", $defs: { Cat: own } })]),
      ).toBe("Cat");
    });
  });
  describe("by the marks of its alternatives", () => {
    const either = (...names: string[]): JsonObject => ({
      required: ["kind"],
      oneOf: names.map((name) => ({ properties: { kind: { const: name }, n: { type: "number" } } })),
    });
    const any = message("any", { type: "object" });
    test("each of which has one, also where the rest does not fit", () => {
      const [pets, cars] = [message("pets", either("cat", "dog")), message("cars", either("van", "bus"))];
      expect(nameOf({ kind: "dog", n: "no number" }, [pets, cars])).toBe("pets");
      expect(nameOf({ kind: "bus" }, [pets, cars])).toBe("cars");
      expect(nameOf({ kind: "tree" }, [pets, cars])).toBeNull();
      expect(nameOf({}, [pets, cars])).toBeNull();
    });
    test("below a property, within each other, and however many", () => {
      const names = Array.from({ length: 50 }, (_, index) => `kind${index}`);
      const data: JsonObject = { anyOf: [either(...names), either("last")] };
      const held = message("held", { required: ["data"], properties: { data } });
      expect(nameOf({ data: { kind: "kind49", n: "no number" } }, [held, any])).toBe("held");
      expect(nameOf({ data: { kind: "last", n: "no number" } }, [held, any])).toBe("held");
      expect(nameOf({ data: { kind: "other" } }, [held, any])).toBe("any");
    });
    test("but by trial where one of them has none, and is met by anything", () => {
      const open = message("open", { anyOf: [{ properties: { kind: { const: "a" } } }, { type: "number" }] });
      expect(nameOf({ kind: "a" }, [open, any])).toBe("open");
      expect(nameOf(5, [open, any])).toBe("open");
    });
    test("and not by constants that are an enum in other words", () => {
      const coloured = message("coloured", {
        required: ["n"],
        properties: { colour: { oneOf: [{ const: "red" }, { const: "blue" }] } },
      });
      expect(nameOf({ colour: "red" }, [coloured, any])).toBe("any");
      expect(nameOf({ colour: "red", n: 1 }, [coloured, any])).toEqual(["coloured", "any"]);
    });
    test("which say by a constant what the discriminator is", () => {
      const cat = { properties: { petType: { const: "cat.v1" } }, required: ["petType"] };
      const pet = message("pet", {
        discriminator: { propertyName: "petType" },
        oneOf: [{ $ref: "#/$defs/Cat" }, { $ref: "#/$defs/Dog" }],
        $defs: { Cat: cat, Dog: { type: "object" } },
      });
      expect(nameOf({ petType: "cat.v1" }, [pet, any])).toBe("pet");
      expect(nameOf({ petType: "Dog" }, [pet, any])).toBe("pet");
      expect(nameOf({ petType: "Cat" }, [pet, any])).toBe("any");
    });
    test("unless they lead back to where they stand, and end", () => {
      const node = { oneOf: [{ $ref: "#/$defs/node" }, { properties: { next: { $ref: "#/$defs/node" } } }] };
      expect(nameOf({}, [message("node", { $ref: "#/$defs/node", $defs: { node } })])).toBe("node");
    });
  });
  test("by trial where it has none", () => {
    expect(nameOf(11, [join, number, small])).toBe("number");
    expect(nameOf(5, [number, small])).toEqual(["number", "small"]);
  });
  test("by nothing where nothing fits, or there is nothing to fit", () => {
    expect(nameOf({ type: "other" }, [join, leave])).toBeNull();
    expect(nameOf("x", [])).toBeNull();
    expect(nameOf(JSON.parse('{"__proto__": {"type": "join"}}'), [join])).toBeNull();
  });
});

describe("what does not fit", () => {
  test("is told by path, in words", () => {
    const schema = typed("join", { tags: { type: "array", items: { type: "string" } } });
    const found = misfitsOf(schema, { type: "join", tags: ["a", 2] });
    expect(found.map(({ path }) => path)).toEqual(["$.tags[1]"]);
    expect(misfitsOf(schema, { type: "join" }).map(({ words }) => words)).toEqual([
      expect.stringContaining("tags"),
    ]);
    expect(misfitsOf(false, 1)).toHaveLength(1);
    expect(misfitsOf(true, 1)).toEqual([]);
  });
  test("is not looked for with patterns that may take for ever", () => {
    expect(misfitsOf({ type: "string", pattern: "^((a|a))*$" }, `${"a".repeat(40)}b`)).toEqual([]);
    expect(misfitsOf({ type: "string", pattern: "^a+$" }, "b")).toHaveLength(1);
  });
  test("of a schema that is none is nothing", () => {
    expect(misfitsOf({ type: "nonsense", $ref: "#/nowhere" }, 1)).toEqual([]);
  });
});

describe("an answer", () => {
  const pong = message("pong", typed("pong"), { correlation: "/id" });
  const ping = message("ping", typed("ping"), { correlation: "/id", answeredBy: ["pong"] });
  const passed = (
    id: number,
    of: ConsoleMessage,
    value: unknown,
    more: Partial<NamedMessage> = {},
  ): NamedMessage => ({
    ...{
      id,
      connection: 1,
      attempt: 1,
      address: "/asked",
      at: id * 10,
      direction: of === ping ? "sent" : "received",
      message: of,
      value,
    },
    ...more,
  });

  test("belongs to the question with its correlation, however they are mixed", () => {
    const pairs = pairsOf([
      passed(1, ping, { id: 1 }),
      passed(2, ping, { id: 2 }),
      passed(3, pong, { id: 2 }),
      passed(4, pong, { id: 1 }),
    ]);
    expect([...pairs.answers]).toEqual([
      [3, { question: 2, latencyMs: 10 }],
      [4, { question: 1, latencyMs: 30 }],
    ]);
    expect(pairs.unanswered.size).toBe(0);
  });
  test("is told from one whose correlation rounds to the same number", () => {
    const value = (id: string) => exactJson(`{"id":${id}}`);
    const pairs = pairsOf([
      passed(1, ping, value("9007199254740992")),
      passed(2, ping, value("9007199254740993")),
      passed(3, pong, value("9007199254740993")),
    ]);
    expect(pairs.answers.get(3)?.question).toBe(2);
  });
  test("is found by the correlation of the question where it names none itself", () => {
    const plain = message("pong", typed("pong"));
    const pairs = pairsOf([
      passed(1, ping, { id: 1 }),
      passed(2, ping, { id: 2 }),
      passed(3, plain, { id: 2 }),
      passed(4, plain, { error: "overloaded" }),
    ]);
    expect([...pairs.answers].map(([answer, { question }]) => [answer, question])).toEqual([
      [3, 2],
      [4, 1],
    ]);
  });
  test("that should name its question and does not is nobody's", () => {
    const pairs = pairsOf([passed(1, ping, { id: 1 }), passed(2, pong, {}), passed(3, pong, { id: 3 })]);
    expect(pairs.answers.size).toBe(0);
    expect([...pairs.unanswered]).toEqual([1]);
  });
  test("goes to the oldest question where nothing tells them apart", () => {
    const ask = message("ask", null, { answeredBy: ["pong"] });
    const from = { direction: "sent" } as const;
    const pairs = pairsOf([
      passed(1, ask, {}, from),
      passed(2, ask, {}, from),
      passed(3, pong, {}),
      passed(4, pong, {}),
    ]);
    expect([...pairs.answers].map(([answer, { question }]) => [answer, question])).toEqual([
      [3, 1],
      [4, 2],
    ]);
  });
  test("answers one question once, whichever of its kinds it is", () => {
    const no = message("no", null, { correlation: "/id" });
    const ask = message("ask", null, { correlation: "/id", answeredBy: ["no", "pong"] });
    const pairs = pairsOf([
      passed(1, ask, { id: "1" }, { direction: "sent" }),
      passed(2, no, { id: "1" }),
      passed(3, pong, { id: "1" }),
    ]);
    expect([...pairs.answers.keys()]).toEqual([2]);
    expect(pairs.unanswered.size).toBe(0);
  });
  test("that comes on another topic is found on any connection to it, by the correlation only", () => {
    const ask = message("ask", null, {
      correlation: "/id",
      answeredOn: [{ address: "/answers", key: "pong" }],
    });
    const asking = { direction: "sent" } as const;
    const elsewhere = { connection: 2, address: "/answers" } as const;
    const pairs = pairsOf([
      passed(1, ask, { id: 1 }, asking),
      passed(2, ask, { id: 2 }, asking),
      passed(3, ask, {}, asking),
      passed(4, pong, { id: 2 }, elsewhere),
      passed(5, pong, { id: 1 }, { ...elsewhere, address: "/others" }),
      passed(6, pong, { id: 1 }),
      passed(7, pong, {}, elsewhere),
      passed(8, pong, { id: 2 }, elsewhere),
    ]);
    expect([...pairs.answers]).toEqual([[4, { question: 2, latencyMs: 20 }]]);
    expect([...pairs.unanswered]).toEqual([1, 3]);
  });
  test("is found among many that wait without reading the others", () => {
    let reads = 0;
    const counted = (id: number, kind: ConsoleMessage, value: object): NamedMessage => ({
      ...passed(id, kind, value),
      get value() {
        reads += 1;
        return value;
      },
    });
    const asked = Array.from({ length: 500 }, (_, id) => counted(id, ping, { id }));
    const answered = asked.toReversed().map(({ id }) => counted(500 + id, pong, { id }));
    expect(pairsOf([...asked, ...answered]).answers.size).toBe(500);
    expect(reads).toBeLessThanOrEqual(4 * 1000);
  });
  test("never crosses connections or attempts, and what waits stands out", () => {
    const pairs = pairsOf([
      passed(1, ping, { id: 1 }),
      passed(2, pong, { id: 1 }, { connection: 2 }),
      passed(3, pong, { id: 1 }, { attempt: 2 }),
    ]);
    expect(pairs.answers.size).toBe(0);
    expect([...pairs.unanswered]).toEqual([1]);
  });
});
