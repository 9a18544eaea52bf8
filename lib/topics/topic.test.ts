// The rules for topics, as a form or a machine meets them.
import { describe, expect, it } from "vitest";
import { type Topic, topicsSchema } from "#lib/topics/topic.ts";
import { normalizeTopicName } from "#lib/topics/topic-name.ts";
import { normalizeUriMapping } from "#lib/topics/uri-mapping.ts";

function topic(address: string, change: Partial<Topic> = {}): Topic {
  return {
    channelKey: null,
    address,
    types: ["subscribe"],
    description: "",
    parameters: [],
    uriMapping: null,
    isSecured: true,
    ...change,
  };
}

/** `0.address: message` for each issue. */
function issues(...topics: Topic[]): string[] {
  const result = topicsSchema.safeParse(topics);
  return result.success
    ? []
    : result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
}

describe("a topic name", () => {
  it.each([
    "/",
    "/*",
    "/a",
    "/a/",
    "/rooms/{roomID}",
    "/a/{b}/c/*",
    "/räume/日本",
    "/a%20b",
    "/a.b-c_d~e:f@g",
    "/{_x1}",
  ])("can be %s", (address) => {
    expect(issues(topic(address))).toEqual([]);
  });

  it.each([
    ["", "Enter a topic name"],
    ["a", "Start the topic name with a slash: /a"],
    ["/a b", "Remove spaces"],
    ["/a\u200bb", "invisible"],
    ["/a?b=c", "a query belongs in the URL mapping"],
    ["/a#b", "no fragment"],
    ["/a\\b", "Use / instead of \\"],
    ["//a", "empty segment"],
    ["/a//b", "empty segment"],
    ["/a/../b", 'segment ".."'],
    ["/a/%2e%2E", "clients resolve it away"],
    ["/*/a", "Move * to the end"],
    ["/a*", "Use * as a whole segment"],
    ["/a-{b}", "Make the parameter a whole segment"],
    ["/{a}{b}", "Make the parameter a whole segment"],
    ["/{a", "Balance the braces"],
    ["/a}", "Balance the braces"],
    ["/{}", "Name the parameter"],
    ["/{1a}", "Rename the parameter {1a}"],
    ["/{a-b}", "Rename the parameter {a-b}"],
    ["/{a}/b/{a}", "{a} appears twice"],
    ["/100%", "Correct the percent-encoding"],
    ["/%ff", "Correct the percent-encoding"],
    ["/%00", "control character"],
    [`/${"x".repeat(500)}`, "Shorten the topic name to 500 characters; it has 501."],
  ])("cannot be %j", (address, reason) => {
    const [issue, ...others] = issues(topic(address));
    expect(issue).toContain("0.address: ");
    expect(issue).toContain(reason);
    expect(others).toEqual([]);
  });

  it("gets its slash, and loses the spaces around it, on request", () => {
    expect(["rooms", " /rooms ", "", "*"].map(normalizeTopicName)).toEqual(["/rooms", "/rooms", "", "/*"]);
  });
});

describe("a list of topics", () => {
  it("needs at least one topic, and each at least one type", () => {
    expect(issues()).toEqual([": Add at least one topic: an API without topics cannot be reached."]);
    expect(issues(topic("/a", { types: [] }))).toEqual([
      "0.types: Choose at least one type: Subscribe, Publish or both.",
    ]);
    expect(issues(topic("/a", { types: ["publish", "publish"] }))).toEqual(["0.types: Name each type once."]);
  });

  it("holds 200 topics and no more", () => {
    const topics = Array.from({ length: 201 }, (_, index) => topic(`/t${index}`));
    expect(issues(...topics.slice(1))).toEqual([]);
    expect(issues(...topics)[0]).toContain("Keep to 200 topics");
  });

  it.each([
    ["/a", "/a", "The topic /a is in the list already."],
    ["/rooms/{a}", "/rooms/{b}", "/rooms/{b} matches the same requests as the topic /rooms/{a}."],
    ["/a", "/a/", "/a/ matches the same requests as the topic /a."],
    ["/r%C3%A4ume", "/räume", "/räume matches the same requests as the topic /r%C3%A4ume."],
  ])("cannot hold %s beside %s", (first, second, reason) => {
    const found = issues(topic(first), topic("/other"), topic(second));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`2.address: ${reason}`);
  });

  it("can hold topics that only look alike", () => {
    const names = ["/", "/*", "/a", "/{a}", "/a/{b}", "/a/*", "/{a}/b", "/a/b", "/a_b", "/%7Ba%7D"];
    expect(issues(...names.map((name) => topic(name)))).toEqual([]);
  });

  it("cannot differ in case only, as contexts cannot", () => {
    for (const [one, other] of [
      ["/a", "/A"],
      ["/é/{x}", "/%C3%89/{y}/"],
    ] as const)
      expect(issues(topic(one), topic(other))).toEqual([expect.stringContaining("1.address: ")]);
  });

  it("cannot claim one channel twice", () => {
    expect(issues(topic("/a", { channelKey: "a" }), topic("/b", { channelKey: "a" }))[0]).toContain(
      "1.channelKey: ",
    );
  });

  it("tells of all that is wrong at once", () => {
    expect(issues(topic("a"), topic("/b", { uriMapping: "b" }), topic("/b"))).toHaveLength(3);
  });
});

describe("a URL mapping", () => {
  it.each([
    "/",
    "/rooms?room={roomID}",
    "/rooms/{uri.var.roomID}/x",
    "/x?token={query.param.access-token}",
    "/proxy?target=ws://inside/x",
    "",
    null,
  ])("can be %j", (uriMapping) => {
    expect(issues(topic("/rooms/{roomID}", { uriMapping }))).toEqual([]);
  });

  it.each([
    ["rooms", "Start the URL mapping with a slash: /rooms"],
    ["//evil.example/x", "Leave the host out"],
    ["/ws://evil.example", "Leave the host out"],
    ["ws://evil.example", "Start the URL mapping with a slash"],
    ["/\\evil.example", "Use / instead of \\"],
    ["/a b", "Remove spaces"],
    ["/a#b", "no fragment"],
    ["/../admin", "leave the endpoint's path"],
    ["/a/%2E%2e", "leave the endpoint's path"],
    ["/{roomID", "Balance the braces"],
    ["/{}", "Balance the braces"],
    ["/rooms?room={room}", "{room} is not a parameter: the topic has {roomID}."],
    ["/{uri.var.room}", "{room} is not a parameter"],
    ["/{query.param.}", "Name the query parameter"],
    [`/${"x".repeat(1000)}`, "Shorten the URL mapping to 1000 characters; it has 1001."],
  ])("cannot be %j", (uriMapping, reason) => {
    const [issue, ...others] = issues(topic("/rooms/{roomID}", { uriMapping }));
    expect(issue).toContain("0.uriMapping: ");
    expect(issue).toContain(reason);
    expect(others).toEqual([]);
  });

  it("gets its slash on request, and nothing typed is none", () => {
    expect(["rooms?x=1", " /rooms ", "  "].map(normalizeUriMapping)).toEqual(["/rooms?x=1", "/rooms", null]);
  });
});
