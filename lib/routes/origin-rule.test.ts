// Which pages a rule admits, and what may be entered in a list: example by example, then for any text.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyOrigin, judgeOrigin, type OriginRule, originRuleSchema, parseOrigin } from "./origin-rule.ts";

const listed = (...origins: string[]): OriginRule => originRuleSchema.parse({ kind: "listed", origins });
const isAdmitted = (rule: OriginRule, ...headers: string[]) => judgeOrigin(rule, headers).isAdmitted;

/** What becomes of an entry: its one spelling, or what is said about it. */
function entry(typed: string): string | undefined {
  const parsed = originRuleSchema.safeParse({ kind: "listed", origins: [typed] });
  if (!parsed.success) return parsed.error.issues[0]?.message;
  return parsed.data.kind === "listed" ? parsed.data.origins[0] : undefined;
}

describe("a request", () => {
  const rule = listed("https://app.example", "http://localhost:5173", "https://*.example.com");

  it.each([
    "https://app.example",
    "HTTPS://App.Example",
    "https://app.example:443",
    "https://app.example:0443",
    "http://localhost:5173",
    "https://a.example.com",
    "https://a.b.example.com:443",
  ])("from %s is from a listed site", (origin) => {
    expect(judgeOrigin(rule, [origin])).toEqual({ isAdmitted: true, passesCookies: true });
  });

  it.each([
    "null",
    "NULL",
    "",
    "*",
    "app.example",
    "//app.example",
    "https:app.example",
    "https:///app.example",
    "http://app.example",
    "wss://app.example",
    "https://app.example:8443",
    "https://app.example:",
    "https://app.example:99999",
    "https://app.example.",
    "https://app.example/",
    "https://app.example?",
    "https://app.example#",
    "https://app.example\\",
    "https://app.example.evil.example",
    "https://evil.example/https://app.example",
    "https://app.example@evil.example",
    "https://evil.example@app.example",
    "https://app.example:443@evil.example",
    "https://evil.example#.example.com",
    "https://evil.example\\.example.com",
    "https://app%2eexample",
    "https://app\u3002example",
    "https://evilapp.example",
    "https://app.example https://evil.example",
    "https://app.example, https://app.example",
    " https://app.example",
    "https://app.exa\tmple",
    "http://localhost",
    "http://localhost:51730",
    "http://127.0.0.1:5173",
    "https://example.com",
    "https://.example.com",
    "https://evilexample.com",
    "https://a.example.com.",
    "https://a.example.com:8443",
    "http://a.example.com",
    "https://a.example.com.evil.example",
    "https://*.example.com",
  ])("from %j is not", (origin) => {
    expect(judgeOrigin(rule, [origin])).toEqual({ isAdmitted: false, passesCookies: false });
  });

  it("that names a listed origin twice, or beside another, names none", () => {
    expect(isAdmitted(rule, "https://app.example", "https://app.example")).toBe(false);
    expect(isAdmitted(rule, "https://app.example", "https://evil.example")).toBe(false);
  });

  it("without an origin is from no page, and passes with its cookies under each rule", () => {
    for (const each of [anyOrigin, rule, { kind: "none" } as const])
      expect(judgeOrigin(each, [])).toEqual({ isAdmitted: true, passesCookies: true });
  });

  it("from whichever page passes where any may, without its cookies", () => {
    for (const headers of [["https://app.example"], ["null"], [""], ["a b"], ["https://a.example", "null"]])
      expect(judgeOrigin(anyOrigin, headers)).toEqual({ isAdmitted: true, passesCookies: false });
  });

  it("from whichever page is refused where none may", () => {
    for (const headers of [["https://app.example"], ["null"], [""], ["https://a.example", "null"]])
      expect(judgeOrigin({ kind: "none" }, headers)).toEqual({ isAdmitted: false, passesCookies: false });
  });

  it("names a site beyond ASCII in punycode, as browsers do", () => {
    const idn = listed("https://Bücher.example", "https://*.bücher.example");
    expect(idn).toEqual({
      kind: "listed",
      origins: ["https://xn--bcher-kva.example", "https://*.xn--bcher-kva.example"],
    });
    expect(isAdmitted(idn, "https://xn--bcher-kva.example")).toBe(true);
    expect(isAdmitted(idn, "https://XN--BCHER-KVA.example")).toBe(true);
    expect(isAdmitted(idn, "https://shop.xn--bcher-kva.example")).toBe(true);
    expect(isAdmitted(idn, "https://bücher.example")).toBe(false);
  });

  it("can come from an address, an extension or an app", () => {
    const others = listed(
      "http://[::1]:3000",
      "http://127.0.0.1",
      "chrome-extension://abc",
      "capacitor://localhost",
    );
    expect(isAdmitted(others, "http://[0:0:0:0:0:0:0:1]:3000")).toBe(true);
    expect(isAdmitted(others, "http://127.0.0.1:80")).toBe(true);
    expect(isAdmitted(others, "chrome-extension://abc")).toBe(true);
    expect(isAdmitted(others, "chrome-extension://abd")).toBe(false);
    expect(isAdmitted(others, "capacitor://localhost")).toBe(true);
    expect(isAdmitted(others, "http://[::1]")).toBe(false);
  });
});

describe("an entry of the list", () => {
  it.each([
    ["https://App.Example", "https://app.example"],
    ["  https://app.example/ ", "https://app.example"],
    ["https://app.example:443", "https://app.example"],
    ["http://app.example:80", "http://app.example"],
    ["http://app.example:443", "http://app.example:443"],
    ["*.example.com", "https://*.example.com"],
    ["http://*.dev.example.com:8080", "http://*.dev.example.com:8080"],
    ["https://*.example.com:443", "https://*.example.com"],
  ])("%j is kept as %s", (typed, kept) => {
    expect(entry(typed)).toBe(kept);
  });

  it.each([
    ["", /remove this line/],
    ["*", /Any web page/],
    ["null", /cannot be listed/],
    ["app.example", /Begin with https.*https:\/\/app\.example$/],
    ["app.example/path", /Begin with https.*https:\/\/app\.example$/],
    ["wss://app.example/x", /not of the WebSocket: https:\/\/app\.example$/],
    ["https://a.example, https://b.example", /one site in each line/],
    ["https://app.example/chat", /Leave out what follows the host: https:\/\/app\.example$/],
    ["https://app.example?x", /Leave out what follows/],
    ["https://ana@app.example", /Leave out the user name/],
    ["https://app.example.", /dot at the end/],
    ["https://app.example.:8443", /dot at the end/],
    ["https://*.example.com.", /dot at the end/],
    ["https://app.*.example", /before a dot/],
    ["https://*example.com", /before a dot/],
    ["https://*", /before a dot/],
    ["https://*.*.example.com", /One \* is enough/],
    ["*.com", /two parts/],
    ["https://*.com:8443", /two parts/],
    ["https://*.0.0.1", /no site/],
    ["https://*..example.com", /no site/],
    ["https://", /no site/],
    ["https://:8080", /no site/],
    ["https://app.example:port", /no site/],
    ["https://app%2eexample", /no site/],
    ["chrome-extension://*.abc.def", /begins with https/],
    ["file:///tmp/x", /no origin/],
    [`https://${"a".repeat(300)}.example`, /at most 300/],
  ])("%j is refused with what to do", (typed, message) => {
    expect(entry(typed)).toMatch(message);
  });

  it("is kept once, and a list needs one", () => {
    expect(listed("https://a.example", "https://A.example:443")).toEqual(listed("https://a.example"));
    expect(originRuleSchema.safeParse({ kind: "listed", origins: [] }).success).toBe(false);
  });
});

describe("for any text", () => {
  const label = fc
    .stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/)
    .filter((text) => text.slice(2, 4) !== "--");
  const host = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join("."));
  const origin = fc
    .tuple(fc.constantFrom("http", "https"), host, fc.option(fc.integer({ min: 1, max: 65_535 })))
    .map(([scheme, name, port]) => `${scheme}://${name}${port === null ? "" : `:${port}`}`);
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.tuple(origin, fc.string()).map(([start, end]) => start + end),
    fc.tuple(fc.string(), host).map(([start, end]) => `https://${start}${end}`),
  );

  it("an origin is what the URL parser says it is, or none", () => {
    fc.assert(
      fc.property(text, (header) => {
        const parsed = parseOrigin(header);
        if (parsed === null || !/^https?:/.test(parsed)) return;
        expect(new URL(header).origin).toBe(parsed);
        expect(parseOrigin(parsed)).toBe(parsed);
      }),
    );
  });

  it("an origin admits itself alone", () => {
    fc.assert(
      fc.property(origin, origin, (one, other) => {
        const isSame = new URL(one).origin === new URL(other).origin;
        expect(isAdmitted(listed(one), one)).toBe(true);
        expect(isAdmitted(listed(one), other)).toBe(isSame);
      }),
    );
  });

  it("a suffix admits hosts that end in a dot and the suffix, and nothing else", () => {
    fc.assert(
      fc.property(host, text, (name, header) => {
        const rule = listed(`*.${name}`);
        expect(isAdmitted(rule, `https://a.${name}`)).toBe(true);
        expect(isAdmitted(rule, `https://evil${name}`)).toBe(false);
        if (!isAdmitted(rule, header)) return;
        const { hostname, protocol, port } = new URL(header);
        expect([hostname.endsWith(`.${name}`), protocol, port]).toEqual([true, "https:", ""]);
      }),
    );
  });

  it("an entry that is kept is kept as it is the second time", () => {
    fc.assert(
      fc.property(text, (typed) => {
        const parsed = originRuleSchema.safeParse({ kind: "listed", origins: [typed] });
        if (parsed.success) expect(originRuleSchema.parse(parsed.data)).toEqual(parsed.data);
      }),
    );
  });
});
