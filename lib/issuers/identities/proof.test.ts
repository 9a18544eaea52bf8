import { describe, expect, it } from "vitest";
import type { Refusal } from "#lib/kernel/outcome.ts";
import type { IssuerRecord } from "#lib/routes/issuer-record.ts";
import { issuerRecordOf } from "../issuer-row.ts";
import { signingKey } from "../test-kit/issuer-server.ts";
import { judgeProof } from "./proof.ts";

const key = signingKey("one");
const stranger = signingKey("one");
const url = "https://login.example";
const nowMs = Date.now();
const seconds = Math.floor(nowMs / 1_000);
const minute = 60;

const row = {
  ...{
    id: "login",
    name: "Login",
    url,
    audience: "sluice",
    applicationClaim: "client_id",
    scopeClaim: "scope",
  },
  ...{ algorithms: '["ES256"]', clockSkewSeconds: minute },
  keys: JSON.stringify([{ kid: "one", alg: null, jwk: key.jwk }]),
};
const issuer = { ...issuerRecordOf(row), name: row.name };

const claims = (overrides: object = {}) => ({ iss: url, aud: "sluice", client_id: "shop", ...overrides });

function judge(token: string, overrides: Partial<IssuerRecord> = {}): Refusal | null {
  return judgeProof({ token, value: "shop" }, { ...issuer, ...overrides }, nowMs);
}

describe("a client is proven", () => {
  it.each([
    ["by a token of its own", {}],
    ["where the audience is one of several", { aud: ["else", "sluice"] }],
    ["where only azp names it", { client_id: undefined, azp: "shop" }],
    ["within the issuer's clock difference", { exp: seconds - minute + 5, nbf: seconds + minute - 5 }],
  ])("%s", async (_, overrides) => {
    expect(judge(await key.sign(claims(overrides)))).toBeNull();
  });
});

describe("a client is not proven", () => {
  it.each([
    ["a token of another client", { client_id: "somebody-else" }, "token_other_client"],
    ["a token for another audience", { aud: "elsewhere" }, "token_wrong_audience"],
    ["an ID token, which is for the client itself", { client_id: "sluice" }, "token_wrong_audience"],
    ["a token that has expired", { exp: seconds - minute - 5 }, "token_expired"],
    ["a token that is not valid yet", { nbf: seconds + minute + 5 }, "token_not_yet_valid"],
    ["a token of another issuer", { iss: "https://evil.example" }, "token_wrong_issuer"],
    ["a token without a client", { client_id: undefined }, "token_malformed"],
    ["a token without an end", { exp: undefined }, "token_malformed"],
  ])("by %s, which is told without a claim of it", async (_, overrides, code) => {
    const token = await key.sign(claims({ sub: "private-subject", ...overrides }));
    const refusal = judge(token);
    expect(refusal).toMatchObject({ code, fields: { token: [expect.any(String)] } });
    expect(refusal?.message).not.toMatch(/private-subject|somebody-else|elsewhere|evil/);
    expect(refusal?.message).not.toContain(token);
  });

  it("by a signature of somebody else, nor by a key that is not known or an algorithm that is not taken", async () => {
    expect(judge(await stranger.sign(claims()))?.code).toBe("token_bad_signature");
    expect(judge(await signingKey("two").sign(claims()))?.code).toBe("token_unknown_key");
    expect(judge(await key.sign(claims()), { algorithms: ["RS256"] })?.code).toBe("token_malformed");
  });

  it("by nothing, nor by what is no token", () => {
    expect(judge("")?.code).toBe("token_missing");
    for (const text of ["shop", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
      expect(judge(text)?.code).toBe("token_malformed");
  });
});
