// What an admin denies reaches the gateways in one change, on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createApplication } from "#lib/applications/commands.ts";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import { getRoutingRevision } from "#lib/feed/repository.ts";
import type { SealedEntry } from "#lib/routes/route-record.ts";
import { createDenyPolicy, deleteDenyPolicy, switchDenyPolicy } from "./commands.ts";
import { createDenyPolicySchema } from "./deny-policy.ts";
import { listDenyPolicies } from "./repository.ts";

describe.each(["sqlite", "postgresql"] as const)("deny policies on %s", (kind) => {
  const storage = new Storage(kind);

  const deny = (subject: string, what: string, more: object = {}) =>
    createDenyPolicy(
      storage.context,
      createDenyPolicySchema.parse({ subject, what, lifetimeHours: null, ...more }),
    );

  async function owner() {
    const id = randomUUID();
    const username = `p-${id.slice(0, 8)}`;
    await storage.db.user.create({ data: { id, name: username, email: `${id}@test`, username } });
    const context = { ...storage.context, actor: { id, username } };
    const application = { name: "Shop", description: "" };
    const { applicationId } = value(await createApplication(context, { application }));
    return { id, username, applicationId };
  }

  async function told(run: () => Promise<unknown>): Promise<readonly SealedEntry[]> {
    const before = await getRoutingRevision(storage.db);
    await run();
    return (await storage.feedSince(before)).entries;
  }

  const find = async (id: string) => (await listDenyPolicies(storage.db)).find((it) => it.id === id);

  it("name an address in its one spelling, who made them and why; the note stays off the feed", async () => {
    const entries = await told(() => deny("address", "192.0.2.77/24", { note: "Floods us" }));
    const [policy] = await listDenyPolicies(storage.db);
    expect(policy).toMatchObject({
      label: "192.0.2.0/24",
      note: "Floods us",
      createdBy: "creator",
      isOn: true,
    });
    const record = { id: policy?.id, subject: "address", value: "192.0.2.0/24", endsAtMs: null };
    expect(entries).toEqual([{ kind: "deny", id: policy?.id, record }]);
    expect(refusal(await deny("address", "192.0.2.1/24"))).toMatchObject({
      code: "taken",
      fields: { what: expect.anything() },
    });
  });

  it("find an application by its owner and name, whatever the case", async () => {
    const { username, applicationId } = await owner();
    const { policyId } = value(await deny("application", `${username}/SHOP`));
    expect((await find(policyId))?.label).toBe(`${username}/Shop`);
    expect(await storage.feedSince(-1)).toMatchObject({
      entries: expect.arrayContaining([
        { kind: "deny", id: policyId, record: expect.objectContaining({ value: applicationId }) },
      ]),
    });
    expect(refusal(await deny("application", `${username}/Other`)).code).toBe("not_found");
    expect(refusal(await deny("application", "Shop")).message).toContain("a slash");
  });

  it("of a person tell the gateways whose their applications are", async () => {
    const { id, username, applicationId } = await owner();
    const entries = await told(() => deny("user", username.toUpperCase()));
    expect(entries).toContainEqual(
      expect.objectContaining({
        kind: "application",
        id: applicationId,
        record: expect.objectContaining({ ownerId: id }),
      }),
    );
    expect(entries).toContainEqual(
      expect.objectContaining({ kind: "deny", record: expect.objectContaining({ value: id }) }),
    );
    expect(refusal(await deny("user", "nobody-at-all")).fields).toHaveProperty("what");
  });

  it("find an API by its context, with or without a version, and no path that leads nowhere", async () => {
    const api = await storage.created();
    value(await deny("api", api.context.toUpperCase()));
    value(await deny("api", `${api.context}/${api.version}/`));
    for (const path of [`${api.context}x`, "/", `${api.context}/9`]) {
      expect(refusal(await deny("api", path)).code).toBe("not_found");
    }
  });

  it("are off the feed while they are off, and gone once they are deleted", async () => {
    const { policyId } = value(await deny("address", "198.51.100.7", { lifetimeHours: 1 }));
    const gone = [{ kind: "deny", id: policyId, record: null }];
    const turn = (isOn: boolean) => switchDenyPolicy(storage.context, { policyId, isOn });
    expect(await told(() => turn(false))).toEqual(gone);
    expect(await told(() => turn(true))).toMatchObject([{ record: { endsAtMs: expect.any(Number) } }]);
    expect(await told(() => deleteDenyPolicy(storage.context, { policyId }))).toEqual(gone);
    expect(refusal(await turn(true)).code).toBe("not_found");
    expect(refusal(await deleteDenyPolicy(storage.context, { policyId })).code).toBe("not_found");
  });

  it("are not switched on beyond their end", async () => {
    const { policyId } = value(await deny("address", "198.51.100.8", { lifetimeHours: 1 }));
    const later = { ...storage.context, now: () => new Date(Date.now() + 2 * 3_600_000) };
    expect(refusal(await switchDenyPolicy(later, { policyId, isOn: true })).code).toBe("ended");
    value(await switchDenyPolicy(later, { policyId, isOn: false }));
  });
});
