// Policies in the definition text: read, patched without touching anything else, refused where they are none.
import { describe, expect, it } from "vitest";
import { designSchema } from "#lib/apis/design.ts";
import { consumerView } from "#lib/asyncapi/consumer-view.ts";
import { parseDefinition } from "#lib/asyncapi/definition.ts";
import { exactYaml } from "#lib/asyncapi/exact-text.ts";
import { runJob } from "#lib/definition-work/jobs.ts";
import { compileRoute } from "#lib/deployments/compile-route.ts";
import { defaultTopicPolicy, type RateLimit, type TopicPolicy } from "#lib/routes/limits.ts";
import { applyTopicPolicies, listTopicPolicies, policyOf, readTopicPolicies } from "./topic-policy.ts";

const TEXT = `asyncapi: 3.0.0 # ours
info: { title: Chats, version: '1' }
channels:
  all: # the default
    address: /*
    x-mine: [ 1,2 ]   # odd spacing stays
  rooms:
    address: /rooms/{id}
    x-sluice-policy:
      maxMessageBytes: 100 # small
      x-note: keep me
    parameters: { id: {} }
operations:
  send: { action: send, channel: { $ref: '#/channels/all' } }
  receive: { action: receive, channel: { $ref: '#/channels/rooms' } }
`;

const rate: RateLimit = {
  scope: "connection",
  direction: "fromClient",
  unit: "messages",
  perSecond: 5,
  burst: 10,
  action: "drop",
};

function policies(text: string): ReadonlyMap<string, TopicPolicy> {
  const { definition } = parseDefinition(text);
  const read = definition && readTopicPolicies(definition);
  if (!read?.ok) throw new Error("cannot be read");
  return read.value;
}

function applied(text: string, address: string, policy: TopicPolicy): string {
  const outcome = applyTopicPolicies(text, [{ address, policy }]);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

const factsOf = (text: string) => runJob("readFacts", { text });

describe("writing policies", () => {
  it("leaves a text that says the same already byte for byte", () => {
    const wanted = ["/*", "/rooms/{id}"].map((address) => ({
      address,
      policy: policyOf(policies(TEXT), address),
    }));
    expect(applyTopicPolicies(TEXT, wanted)).toEqual({ ok: true, value: TEXT });
    expect(applyTopicPolicies("no definition", [])).toEqual({ ok: true, value: "no definition" });
  });

  it("adds a policy and takes it away again, every other byte as it was", () => {
    const policy = { inspect: true, maxBackendMessageBytes: 9, rateLimits: [rate] };
    const added = applied(TEXT, "/*", policy);
    expect(policies(added).get("/*")).toEqual(policy);
    for (const line of TEXT.split("\n")) expect(added).toContain(line);
    expect(applied(added, "/*", defaultTopicPolicy)).toBe(TEXT);
  });

  it("changes a policy key by key: comments and members that are not ours stay", () => {
    const changed = applied(TEXT, "/rooms/{id}", { inspect: true, maxMessageBytes: 200, rateLimits: [] });
    expect(changed).toContain("maxMessageBytes: 200 # small");
    expect(changed).toContain("x-note: keep me");
    expect(policies(changed).get("/rooms/{id}")).toEqual({
      inspect: true,
      maxMessageBytes: 200,
      rateLimits: [],
    });
    const without = applied(changed, "/rooms/{id}", defaultTopicPolicy);
    expect(without).toContain("x-note: keep me");
    expect(without).not.toMatch(/maxMessageBytes|inspect/);
  });

  it("works in JSON", () => {
    const json = JSON.stringify({
      asyncapi: "3.0.0",
      info: { title: "A", version: "1" },
      channels: { all: { address: "/*" } },
      operations: {},
    });
    const added = applied(json, "/*", { ...defaultTopicPolicy, idleTimeoutMs: 0 });
    expect(JSON.parse(added).channels.all["x-sluice-policy"]).toEqual({ idleTimeoutMs: 0 });
    expect(applied(added, "/*", defaultTopicPolicy)).toBe(json);
  });

  it("gives one of two channels that share an object a policy of its own", () => {
    const shared = `asyncapi: 3.0.0
info: { title: A, version: '1' }
channels:
  one: { $ref: '#/components/channels/shared' }
  two: { $ref: '#/components/channels/shared' }
operations: {}
components: { channels: { shared: { address: /same, description: Both } } }
`;
    const { definition } = parseDefinition(
      applied(shared, "/same", { ...defaultTopicPolicy, inspect: true }),
    );
    const entries = definition ? listTopicPolicies(definition) : [];
    expect(entries.map(({ policy }) => policy.inspect)).toEqual([true, true]);
  });

  it("refuses a topic that is gone, and a text that cannot be read", () => {
    const wanted = [{ address: "/gone", policy: { ...defaultTopicPolicy, inspect: true } }];
    expect(applyTopicPolicies(TEXT, wanted)).toMatchObject({ ok: false, code: "channel_gone" });
    expect(applyTopicPolicies("a: [", wanted)).toMatchObject({ ok: false, code: "definition_invalid" });
  });
});

describe("a policy that is none", () => {
  const broken = TEXT.replace("maxMessageBytes: 100", "maxMessageBytes: plenty");

  it("is told with its place, and the other topics are read", () => {
    const { definition } = parseDefinition(broken);
    expect(definition && listTopicPolicies(definition)).toMatchObject([
      { address: "/*", problem: null },
      {
        address: "/rooms/{id}",
        problem: expect.stringContaining("rooms: x-sluice-policy.maxMessageBytes: "),
      },
    ]);
  });

  it("refuses deployment, with where to mend it", () => {
    const identity = {
      apiId: "a",
      name: "Chats",
      version: "1",
      basePath: "/chats/1",
      state: "created",
    } as const;
    const design = designSchema.parse({
      definition: broken,
      productionEndpoint: "ws://one.example",
      sandboxEndpoint: "",
      security: { apiKey: true, oauth2: true },
      limits: { backendTimeoutMs: 1_000, idleTimeoutMs: 0, maxConnectionAgeMs: 0, maxMessageBytes: 0 },
    });
    expect(compileRoute(identity, design, factsOf(design.definition), 1, new Map())).toMatchObject({
      ok: false,
      code: "policy_invalid",
      message: expect.stringMatching(/rooms: x-sluice-policy\.maxMessageBytes.*AsyncAPI Definition page/),
    });
    const whole = compileRoute(identity, { ...design, definition: TEXT }, factsOf(TEXT), 1, new Map());
    expect(whole).toMatchObject({ ok: true, value: { topics: [{}, { policy: { maxMessageBytes: 100 } }] } });
  });
});

it("a consumer sees no policy", () => {
  const view = consumerView(TEXT, {
    title: "Chats",
    version: "1",
    servers: [],
    security: { apiKey: false, oauth2: false },
  });
  expect(exactYaml(view)).not.toMatch(/x-sluice-policy|maxMessageBytes/);
  expect(exactYaml(view)).toContain("x-mine");
});
