// Which backend a new connection goes to.
import { describe, expect, it } from "vitest";
import { type Candidate, chooseBackend } from "#gateway/data-plane/backends/backend-choice.ts";
import type { EndpointPool } from "#lib/routes/endpoint-pool.ts";

type Named = { -readonly [Key in keyof Candidate]: Candidate[Key] } & { readonly name: string };

function backend(name: string, overrides: Partial<Candidate> = {}): Named {
  const usual = {
    weight: 1,
    connections: 0,
    maxConnections: 0,
    isUp: true,
    isTried: false,
    warmth: 1,
    turn: 0,
  };
  return { name, ...usual, ...overrides };
}

/** Names of the backends chosen in a row; each keeps its connections. */
function chosen(strategy: EndpointPool["strategy"], backends: readonly Named[], count: number): string {
  let names = "";
  for (let turn = 0; turn < count; turn += 1) {
    const choice = chooseBackend(strategy, backends);
    if (typeof choice === "string") return `${names}${choice}`;
    choice.connections += 1;
    names += choice.name;
  }
  return names;
}

describe("round robin", () => {
  it("takes turns", () => {
    expect(chosen("round_robin", [backend("a"), backend("b"), backend("c")], 7)).toBe("abcabca");
  });

  it("spreads the turns of a heavier one", () => {
    const backends = [backend("a", { weight: 5 }), backend("b"), backend("c")];
    expect(chosen("round_robin", backends, 7)).toBe("aabacaa");
  });

  it("gives a backend that has just come back its share of its weight", () => {
    const names = chosen("round_robin", [backend("a"), backend("b", { warmth: 0.25 })], 100);
    expect(names.match(/b/g)).toHaveLength(20);
  });
});

describe("least connections", () => {
  it("fills up the emptier one first, then shares", () => {
    expect(chosen("least_connections", [backend("a", { connections: 3 }), backend("b")], 5)).toBe("bbbab");
  });

  it("counts a connection of a heavier one for less", () => {
    const names = chosen("least_connections", [backend("a", { weight: 3 }), backend("b")], 40);
    expect(names.match(/a/g)).toHaveLength(30);
  });
});

describe("failover", () => {
  it("stays with the first that is up", () => {
    expect(chosen("failover", [backend("a", { isUp: false }), backend("b"), backend("c")], 3)).toBe("bbb");
  });

  it("goes on to the next when one is full", () => {
    expect(chosen("failover", [backend("a", { maxConnections: 2 }), backend("b")], 4)).toBe("aabb");
  });
});

describe("all backends out", () => {
  it("leaves all to choose from", () => {
    const out = () => [backend("a", { isUp: false }), backend("b", { isUp: false })];
    expect(chosen("round_robin", out(), 4)).toBe("abab");
    expect(chosen("least_connections", out(), 4).match(/a/g)).toHaveLength(2);
    expect(chosen("failover", out(), 2)).toBe("aa");
  });

  it("goes on to those that this handshake has not tried", () => {
    const backends = [backend("a", { isUp: false, isTried: true }), backend("b", { isUp: false })];
    expect(chosen("failover", backends, 2)).toBe("bb");
  });

  it("is not what one that is up and has been tried means", () => {
    const backends = [backend("a", { isTried: true }), backend("b", { isUp: false })];
    expect(chosen("failover", backends, 1)).toBe("none_healthy");
  });
});

describe("nothing to choose", () => {
  it("tells that none is left", () => {
    expect(chosen("round_robin", [backend("a", { isTried: true })], 1)).toBe("none_healthy");
  });

  it("tells that all healthy ones are full", () => {
    const backends = [backend("a", { maxConnections: 1 }), backend("b", { isUp: false })];
    expect(chosen("round_robin", backends, 2)).toBe("aall_full");
  });
});
