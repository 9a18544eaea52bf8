// Keys of the version before scopes were masked, brought up to date.
import { describe, expect, it } from "vitest";
import * as keys from "#lib/credentials/api-keys/commands.ts";
import { consumersOf, keyInput } from "#lib/db/test-kit/consumers.ts";
import { Storage, value } from "#lib/db/test-kit/storage.ts";
import { createSharedScope } from "#lib/scopes/commands.ts";
import { createSharedScopeSchema } from "#lib/scopes/scope.ts";
import { maskKeyScopes } from "./mask-key-scopes.ts";

describe.each(["sqlite", "postgresql"] as const)("keys from before on %s", (kind) => {
  const storage = new Storage(kind);
  const { subscriber, told } = consumersOf(storage);

  it("lose the scopes that their owners may obtain no longer, once", async () => {
    const { id: userId, applicationId, context } = await subscriber();
    const scope = createSharedScopeSchema.parse({ name: "chat:write", roles: ["publisher"] });
    value(await createSharedScope(storage.context, scope));
    await storage.db.userRole.create({ data: { userId, role: "publisher" } });
    const { keyId } = value(
      await keys.createKey(context, keyInput(applicationId, { scopes: ["chat:write"] })),
    );
    await storage.db.userRole.deleteMany({ where: { userId } });
    const entries = await told(() => maskKeyScopes(storage.db));
    expect(entries).toMatchObject([{ kind: "credential", id: keyId, record: { scopes: [] } }]);
    await storage.db.userRole.create({ data: { userId, role: "publisher" } });
    expect(await told(() => maskKeyScopes(storage.db))).toEqual([]);
  });
});
