// What stands for applications at issuers, against an issuer on this machine, on SQLite and on PostgreSQL alike.
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createApplication } from "#lib/applications/commands.ts";
import { noteKeyUses } from "#lib/credentials/uses/commands.ts";
import { refusal, Storage, value } from "#lib/db/test-kit/storage.ts";
import { getRoutingRevision } from "#lib/feed/repository.ts";
import { changeLifecycle } from "#lib/lifecycle/commands.ts";
import { defaultPlanId } from "#lib/plans/plan.ts";
import { subscribe } from "#lib/subscriptions/commands.ts";
import { listSubscriptionEvents } from "#lib/subscriptions/repository.ts";
import { createIssuer, switchIssuer, updateIssuer } from "../commands.ts";
import { createIssuerSchema, setIdentitySchema, updateIssuerSchema } from "../issuer.ts";
import { discoverKeys, refreshDueIssuers } from "../refreshing/commands.ts";
import { isSandboxOffered, listIssuers, listIssuersForApplication } from "../repository.ts";
import { egress, signingKey, startIssuer } from "../test-kit/issuer-server.ts";
import { setIdentity, takeIdentityAway } from "./commands.ts";

describe.each(["sqlite", "postgresql"] as const)("clients at issuers on %s", (kind) => {
  const storage = new Storage(kind);

  async function registered() {
    const issuer = await startIssuer();
    const terms = { name: `Login ${randomUUID()}`, audience: "sluice", algorithms: ["ES256"] };
    const input = createIssuerSchema.parse({ ...terms, url: issuer.url });
    const keys = value(await discoverKeys(issuer.url, egress));
    const { issuerId } = value(
      await createIssuer(storage.context, input, { ownIssuer: "http://localhost:3000", keys }),
    );
    const tokenOf = (client: string, key = issuer.key) =>
      key.sign({ iss: issuer.url, aud: "sluice", client_id: client });
    return { ...issuer, issuerId, tokenOf };
  }

  async function owner(issuerId: string) {
    const id = randomUUID();
    await storage.db.user.create({ data: { id, name: id, email: `${id}@test`, username: id } });
    const context = { ...storage.context, actor: { id, username: id } };
    const application = { name: "Shop", description: "" };
    const { applicationId } = value(await createApplication(context, { application }));
    const set = (text: string, token = "", its = applicationId, environment = "production") =>
      setIdentity(
        context,
        setIdentitySchema.parse({ issuerId, applicationId: its, value: text, token, environment }),
      );
    const setFor = (environment: string, text: string, token = "") =>
      set(text, token, applicationId, environment);
    const takeAway = (its = applicationId) => takeIdentityAway(context, { issuerId, applicationId: its });
    const shown = async (personId = id) => {
      const issuers = await listIssuersForApplication(storage.db, { applicationId, personId });
      return issuers.find((it) => it.issuerId === issuerId);
    };
    /** As it was entered before proofs were asked for. */
    const enterUnproven = (text: string) =>
      storage.db.issuerIdentity.create({
        data: { id: randomUUID(), issuerId, applicationId, value: text },
      });
    return { context, applicationId, set, setFor, takeAway, shown, enterUnproven };
  }

  async function told(run: () => Promise<unknown>) {
    const before = await getRoutingRevision(storage.db);
    await run();
    return (await storage.feedSince(before)).entries;
  }

  it("are entered with a token of theirs by the application's owner alone, and are nobody else's then", async () => {
    const { issuerId, tokenOf } = await registered();
    const [anna, bert] = [await owner(issuerId), await owner(issuerId)];
    const token = await tokenOf("shop");
    expect(refusal(await bert.set("shop", token, anna.applicationId)).code).toBe("not_found");
    expect(await told(async () => value(await anna.set("shop", token)))).toMatchObject([
      { record: { kind: "external_client", issuerId, value: "shop", applicationId: anna.applicationId } },
    ]);
    expect(await anna.shown()).toMatchObject({ value: "shop", provenAt: expect.any(Date), isLost: false });
    expect(await anna.shown(bert.context.actor.id)).toMatchObject({ value: "", provenAt: null });
    expect(refusal(await bert.set("shop", token))).toMatchObject({
      code: "taken",
      message: expect.stringContaining("ask an administrator"),
      fields: { value: [expect.any(String)] },
    });
    expect(refusal(await bert.set("sluice", token)).code).toBe("is_audience");
    const entries = await told(async () => value(await anna.set("other", await tokenOf("other"))));
    expect(entries).toHaveLength(2);
    expect(entries).toContainEqual(expect.objectContaining({ record: null }));
    const record = expect.objectContaining({ value: "other" });
    expect(entries).toContainEqual(expect.objectContaining({ record }));
    value(await bert.set("shop", token));
    value(await bert.takeAway());
    expect(await bert.shown()).toMatchObject({ value: "", provenAt: null, isLost: false });
  });

  it("do not come into being without a proof, of which nothing is kept", async () => {
    const { issuerId, tokenOf } = await registered();
    const { set, shown } = await owner(issuerId);
    const fields = { token: [expect.any(String)] };
    expect(await told(() => set("shop"))).toEqual([]);
    expect(refusal(await set("shop"))).toMatchObject({ code: "token_missing", fields });
    expect(refusal(await set("shop", await tokenOf("cart")))).toMatchObject({ fields });
    expect(await shown()).toMatchObject({ value: "" });
    const token = await tokenOf("shop");
    value(await set("shop", ` ${token.slice(0, 40)}\n${token.slice(40)}\n`));
    value(await set("shop"));
    const row = await storage.db.issuerIdentity.findFirstOrThrow({ where: { issuerId } });
    expect(JSON.stringify(row)).not.toContain(token.slice(-20));
  });

  it("have the issuer's keys asked for again where a token's is not known, and are proven then", async () => {
    const { issuerId, tokenOf, answers, key } = await registered();
    const { set } = await owner(issuerId);
    const next = signingKey("two");
    const token = await tokenOf("shop", next);
    answers.set("/keys", { keys: [key.listed, next.listed] });
    expect(refusal(await set("shop", token)).code).toBe("token_unknown_key");
    const inAMinute = () => new Date(Date.now() + 61_000);
    await refreshDueIssuers({ db: storage.db, egress, now: inAMinute });
    value(await set("shop", token));
  });

  it("that were entered without a proof stay, and are proven later without a change for the gateways", async () => {
    const { issuerId, tokenOf } = await registered();
    const { set, shown, enterUnproven } = await owner(issuerId);
    await enterUnproven("shop");
    expect(await shown()).toMatchObject({ value: "shop", provenAt: null });
    expect(refusal(await set("shop")).code).toBe("token_missing");
    const token = await tokenOf("shop");
    expect(await told(async () => value(await set("shop", token)))).toEqual([]);
    expect(await shown()).toMatchObject({ value: "shop", provenAt: expect.any(Date) });
  });

  it("go from who has not proven them to who has, which the former owner is told", async () => {
    const { issuerId, tokenOf } = await registered();
    const [anna, bert] = [await owner(issuerId), await owner(issuerId)];
    const { id } = await anna.enterUnproven("shop");
    const token = await tokenOf("shop");
    const entries = await told(async () => value(await bert.set("shop", token)));
    expect(entries).toHaveLength(2);
    expect(entries).toContainEqual({ kind: "credential", id, record: null });
    const record = expect.objectContaining({ value: "shop", applicationId: bert.applicationId });
    expect(entries).toContainEqual(expect.objectContaining({ record }));
    expect(await anna.shown()).toMatchObject({ value: "", provenAt: null, isLost: true });
    expect(refusal(await anna.set("shop", token)).code).toBe("taken");
    value(await anna.takeAway());
    expect(await anna.shown()).toMatchObject({ isLost: false });
  });

  it("are taken away by the application's owner alone, at the gateways too, and are free for who proves them", async () => {
    const { issuerId, tokenOf } = await registered();
    const [anna, bert] = [await owner(issuerId), await owner(issuerId)];
    const token = await tokenOf("shop");
    value(await anna.set("shop", token));
    const { id } = await storage.db.issuerIdentity.findFirstOrThrow({ where: { issuerId } });
    expect(refusal(await bert.takeAway(anna.applicationId)).code).toBe("not_found");
    expect(refusal(await bert.takeAway()).code).toBe("not_found");
    expect(await anna.shown()).toMatchObject({ value: "shop" });
    const entries = await told(async () => value(await anna.takeAway()));
    expect(entries).toEqual([{ kind: "credential", id, record: null }]);
    expect(await anna.shown()).toMatchObject({ value: "", provenAt: null, isLost: false });
    expect(refusal(await anna.takeAway()).code).toBe("not_found");
    value(await bert.set("shop", token));
  });

  it("leave in the history of every subscription who took them away and when, and so do those that others replace", async () => {
    const { issuerId, tokenOf } = await registered();
    const { context, applicationId, set, takeAway } = await owner(issuerId);
    const api = await storage.created();
    await storage.deployed(api);
    value(await changeLifecycle(context, { apiId: api.id, action: "publish", note: "" }));
    const viewer = { id: context.actor.id, roles: ["subscriber"] as const };
    const asking = { applicationId, apiId: api.id, planId: defaultPlanId };
    value(await subscribe(context, asking, viewer));
    const listed = async () =>
      (await listSubscriptionEvents(storage.db, api.id)).filter(({ action }) => action === "clientRemoved");
    value(await set("shop", await tokenOf("shop")));
    value(await set("shop", await tokenOf("shop")));
    expect(await listed()).toEqual([]);
    value(await set("other", await tokenOf("other")));
    value(await takeAway());
    const { name } = await storage.db.issuer.findUniqueOrThrow({ where: { id: issuerId } });
    const event = { by: context.actor.username, note: `At ${name}`, at: expect.any(Date) };
    expect(await listed()).toMatchObject([event, event]);
  });

  it("are not entered empty: taking away is said in so many words", () => {
    const parsed = setIdentitySchema.safeParse({
      ...{ issuerId: "i", applicationId: "a" },
      ...{ value: " ", environment: "production" },
    });
    expect(parsed.error?.issues[0]).toMatchObject({
      path: ["value"],
      message: expect.stringMatching(/Enter the id/),
    });
  });

  it("go to the endpoints that their owner chooses, and to others without a new proof, as another credential", async () => {
    const { issuerId, tokenOf } = await registered();
    const { set, setFor, shown } = await owner(issuerId);
    const token = await tokenOf("shop");
    const [entered] = await told(async () => value(await setFor("sandbox", "shop", token)));
    expect(entered).toMatchObject({ record: { value: "shop", environment: "sandbox" } });
    expect(await shown()).toMatchObject({ value: "shop", environment: "sandbox" });
    expect(await told(async () => value(await setFor("sandbox", "shop")))).toEqual([]);
    const entries = await told(async () => value(await set("shop")));
    expect(entries).toHaveLength(2);
    expect(entries).toContainEqual({ kind: "credential", id: entered?.id, record: null });
    const record = expect.objectContaining({ value: "shop", environment: "production" });
    expect(entries).toContainEqual(expect.objectContaining({ record }));
    expect(await shown()).toMatchObject({ environment: "production", provenAt: expect.any(Date) });
  });

  it("go to other endpoints with a proof alone where they were entered without one", async () => {
    const { issuerId, tokenOf } = await registered();
    const { setFor, shown, enterUnproven } = await owner(issuerId);
    await enterUnproven("shop");
    expect(refusal(await setFor("sandbox", "shop")).code).toBe("token_missing");
    expect(await shown()).toMatchObject({ environment: "production", provenAt: null });
    value(await setFor("sandbox", "shop", await tokenOf("shop")));
    expect(await shown()).toMatchObject({ environment: "sandbox", provenAt: expect.any(Date) });
  });

  it("are offered the sandbox where something that the application subscribes to has one that is live", async () => {
    const { issuerId } = await registered();
    const { context, applicationId } = await owner(issuerId);
    const personId = context.actor.id;
    const offered = (who = personId) => isSandboxOffered(storage.db, { applicationId, personId: who });
    const api = await storage.created();
    await storage.deployed(api);
    value(await changeLifecycle(context, { apiId: api.id, action: "publish", note: "" }));
    const viewer = { id: personId, roles: ["subscriber"] as const };
    value(await subscribe(context, { applicationId, apiId: api.id, planId: defaultPlanId }, viewer));
    await storage.db.api.update({
      where: { id: api.id },
      data: { sandboxEndpoint: "wss://sandbox.example" },
    });
    expect(await offered()).toBe(false);
    await storage.deployed(api);
    expect(await offered()).toBe(true);
    expect(await offered((await owner(issuerId)).context.actor.id)).toBe(false);
  });

  it("tell their owner when they were used last, and from where", async () => {
    const { issuerId, tokenOf } = await registered();
    const { set, shown } = await owner(issuerId);
    const token = await tokenOf("shop");
    value(await set("shop", token));
    expect(await shown()).toMatchObject({ lastUsedAt: null, lastUsedFrom: null });
    const { id: keyId } = await storage.db.issuerIdentity.findFirstOrThrow({ where: { issuerId } });
    const use = (atMs: number, clientAddress: string) => ({ keyId, atMs, clientAddress });
    await noteKeyUses(storage.db, [use(2_000, "192.0.2.2")]);
    await noteKeyUses(storage.db, [use(1_000, "192.0.2.1")]);
    expect(await shown()).toMatchObject({ lastUsedAt: new Date(2_000), lastUsedFrom: "192.0.2.2" });
    value(await set("other", await tokenOf("other")));
    expect(await shown()).toMatchObject({ value: "other", lastUsedAt: null, lastUsedFrom: null });
  });

  it("are proven for one claim: with another one the proof is void, and with other terms it stays", async () => {
    const { issuerId, tokenOf } = await registered();
    const { set, shown } = await owner(issuerId);
    value(await set("shop", await tokenOf("shop")));
    const former = (await listIssuers(storage.db)).find((it) => it.id === issuerId);
    const edit = async (patch: object) =>
      value(await updateIssuer(storage.context, updateIssuerSchema.parse({ ...former, issuerId, ...patch })));
    await edit({ audience: "edited" });
    expect(await shown()).toMatchObject({ provenAt: expect.any(Date) });
    await edit({ applicationClaim: "sub" });
    expect(await shown()).toMatchObject({ value: "shop", provenAt: null });
  });

  it("are not proven at an issuer that is switched off", async () => {
    const { issuerId, tokenOf } = await registered();
    const { set } = await owner(issuerId);
    value(await switchIssuer(storage.context, { issuerId, isOn: false }));
    expect(refusal(await set("shop", await tokenOf("shop"))).code).toBe("issuer_off");
  });
});
