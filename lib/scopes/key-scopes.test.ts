// Which scopes of a key are in effect.
import { describe, expect, it } from "vitest";
import type { Role } from "#lib/identity/role.ts";
import { partKeyScopes } from "./key-scopes.ts";

const known = new Map<string, { readonly roles: readonly Role[] }>([
  ["open", { roles: [] }],
  ["closed", { roles: ["publisher", "admin"] }],
]);

describe("the scopes of a key", () => {
  it("are in effect as far as one of its owner's roles obtains them, in the order of the key", () => {
    const parted = partKeyScopes(["closed", "open"], { known, ownerRoles: ["subscriber", "admin"] });
    expect(parted).toEqual({ inEffect: ["closed", "open"], masked: [] });
  });

  it("are masked where none does, with the roles that would", () => {
    expect(partKeyScopes(["closed", "open"], { known, ownerRoles: ["subscriber"] })).toEqual({
      inEffect: ["open"],
      masked: [{ name: "closed", roles: ["publisher", "admin"] }],
    });
    expect(partKeyScopes(["closed"], { known, ownerRoles: [] }).inEffect).toEqual([]);
  });

  it("are masked where there is no such scope any more, whatever the owner's roles", () => {
    const parted = partKeyScopes(["gone"], { known, ownerRoles: ["admin"] });
    expect(parted).toEqual({ inEffect: [], masked: [{ name: "gone", roles: null }] });
  });

  it("are never more than those that it was made with", () => {
    expect(partKeyScopes([], { known, ownerRoles: ["admin"] })).toEqual({ inEffect: [], masked: [] });
  });
});
