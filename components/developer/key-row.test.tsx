// What a key's row says of scopes that it was made with and has not now, and what can be done with the key.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { type ApiKey, keyRestrictionsSchema } from "#lib/credentials/api-keys/api-key.ts";
import { KeyRow } from "./key-row.tsx";

const now = new Date("2026-01-02T00:00:00Z");
const key: ApiKey = {
  ...{ id: "k", name: "main", prefix: "slk_12345678", environment: "production", isReplaced: false },
  ...{ restrictions: keyRestrictionsSchema.parse({}), scopes: ["read", "write"], maskedScopes: [] },
  ...{ createdAt: now, expiresAt: null, revokedAt: null, lastUsedAt: null, lastUsedFrom: null },
};

function draw(more: Partial<ApiKey>): string {
  const doNothing = () => {};
  return renderToStaticMarkup(
    <KeyRow
      apiKey={{ ...key, ...more }}
      now={now}
      onTicket={doNothing}
      onEdit={doNothing}
      onRotate={doNothing}
      onRevoke={doNothing}
    />,
  );
}

describe("the row of a key", () => {
  const maskedScopes = [
    { name: "write", roles: ["publisher", "admin"] },
    { name: "read", roles: null },
  ] as const;

  it("names the scopes that are not in effect, each with why", () => {
    expect(draw({ maskedScopes })).toContain(
      "Scopes not in effect: write (the owner of the application needs the role publisher or admin); read (it was deleted)",
    );
  });

  it.each([
    ["in force", {}, ["Tickets of", "Edit", "Rotate", "Revoke"]],
    ["that was replaced", { isReplaced: true }, ["Tickets of", "Edit", "Revoke"]],
    ["that has ended", { expiresAt: now }, ["Revoke"]],
    ["that was revoked", { revokedAt: now }, []],
  ])("has buttons of their own name for what can be done with a key %s", (_, more, verbs) => {
    const names = [...draw(more).matchAll(/<button[^>]* aria-label="([^"]*)"/g)].map(([, name]) => name);
    expect(names).toEqual(verbs.map((verb) => `${verb} main`));
  });

  it("says nothing of scopes where all are in effect, nor of a key that is over", () => {
    expect(draw({})).not.toContain("not in effect");
    expect(draw({ maskedScopes, revokedAt: now })).not.toContain("not in effect");
  });
});
