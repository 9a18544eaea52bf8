// A database of evaluation mode that goes into production, by the commands that an operator runs.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createApplication } from "#lib/applications/commands.ts";
import { type Db, openDb } from "#lib/db/db.ts";
import { removeFolder } from "#lib/db/test-kit/remove-folder.ts";
import { value } from "#lib/db/test-kit/storage.ts";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import { setIdentity } from "#lib/issuers/identities/commands.ts";
import { signingKey } from "#lib/issuers/test-kit/issuer-server.ts";
import { randomKeyring } from "#lib/secrets/envelope.ts";

const root = join(import.meta.dirname, "..");
const production = {
  SLUICE_MODE: "production",
  AUTH_SECRET: "s".repeat(32),
  SLUICE_SECRETS_KEY: "a".repeat(64),
};
const admin = { ADMIN_EMAIL: "Root@example.org", ADMIN_PASSWORD: "correct horse battery" };

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-accounts-"));
});
afterEach(() => removeFolder(folder));

/** Opened anew each time: the migration engine wants a SQLite file for itself. */
async function withDb<Value>(work: (db: Db) => Promise<Value>): Promise<Value> {
  const db = openDb(`file:${join(folder, "sluice.db")}`);
  try {
    return await work(db);
  } finally {
    await db.$disconnect();
  }
}

async function run(args: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { NODE_ENV: "production", DATA_DIR: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, output };
}

const migrate = (env: Record<string, string> = {}) => run(["prisma/migrate.ts"], env);
const secure = (env: Record<string, string> = {}) => run(["prisma/accounts.ts", "secure"], env);

async function opens(username: string, password: string): Promise<boolean> {
  const user = await withDb((db) => db.user.findUnique({ where: { username }, include: { accounts: true } }));
  const hash = user?.accounts[0]?.password;
  return hash ? verifyPassword({ hash, password }) : false;
}

async function giveSession(username: string): Promise<void> {
  const expiresAt = new Date(Date.now() + 3_600_000);
  const user = { connect: { username } };
  const data = { id: randomUUID(), token: randomUUID(), expiresAt, user };
  await withDb((db) => db.session.create({ data }));
}

describe("a database of evaluation mode in production", { timeout: 90_000 }, () => {
  beforeEach(async () => {
    expect(await migrate()).toMatchObject({ code: 0 });
    expect(await opens("admin", demoPassword)).toBe(true);
  });

  it("is refused, with the accounts and the command that mends it", async () => {
    const { code, output } = await migrate({ ...production, ...admin });
    expect(code).toBe(1);
    expect(output).toMatch(/demo password.*admin, creator, publisher, subscriber/);
    expect(output).toContain("npm run accounts -- secure");
    expect(await opens("admin", demoPassword)).toBe(true);
  });

  it("is refused by the portal's launcher before anything listens", async () => {
    const { code, output } = await run(["bin/start-portal.mjs"], production);
    expect(code).toBe(1);
    expect(output).toContain("admin, creator, publisher, subscriber");
    expect(output).not.toMatch(/Ready|listen/i);
    expect(output).toContain("Warning: PUBLIC_URL is not set");
  });

  it("is mended by the one command: no demo account, no session, the admin of the variables", async () => {
    await giveSession("admin");
    const mended = await secure({ ...production, ...admin });
    expect(mended).toMatchObject({ code: 0, output: expect.stringContaining("Created the admin account") });
    expect(await withDb((db) => db.session.count())).toBe(0);
    expect(await withDb((db) => db.user.findMany({ select: { username: true, email: true } }))).toEqual([
      { username: "admin", email: "root@example.org" },
    ]);
    expect(await opens("admin", admin.ADMIN_PASSWORD)).toBe(true);
    const again = await migrate({ ...production, ...admin });
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining("is as ADMIN_EMAIL") });
  });

  it("is mended before it is migrated, from a version that knew no issuers", async () => {
    await withDb((db) => db.$executeRawUnsafe('DROP TABLE "IssuerIdentity"'));
    expect(await secure({ ...production, ...admin })).toMatchObject({ code: 0 });
  });

  it("tells the gateways that what stood for a demo account's application at an issuer is gone", async () => {
    await withDb(async (db) => {
      const texts = {
        name: "i",
        nameKey: "i",
        url: "https://i.test",
        audience: "a",
        applicationClaim: "azp",
      };
      const { jwk, sign } = signingKey("one");
      const keys = JSON.stringify([{ kid: "one", alg: null, jwk }]);
      const terms = { scopeClaim: "scope", algorithms: '["ES256"]', clockSkewSeconds: 0 };
      const issuer = { ...texts, ...terms, keys, createdBy: "x" };
      await db.issuer.create({ data: { id: "issuer", ...issuer } });
      const { id: ownerId } = await db.user.findUniqueOrThrow({ where: { username: "subscriber" } });
      const actor = { id: ownerId, username: "subscriber" };
      const context = { db, actor, now: () => new Date(), newId: randomUUID, keyring: randomKeyring() };
      const fields = { application: { name: "Shop", description: "" } };
      const { applicationId } = value(await createApplication(context, fields));
      const token = await sign({ iss: texts.url, aud: texts.audience, azp: "shop" });
      value(
        await setIdentity(context, {
          issuerId: "issuer",
          applicationId,
          value: "shop",
          token,
          environment: "production",
        }),
      );
    });
    const told = () =>
      withDb((db) => db.routingEntry.count({ where: { kind: "credential", body: { contains: "shop" } } }));
    expect(await told()).toBe(1);
    expect(await secure({ ...production, ...admin })).toMatchObject({ code: 0 });
    expect(await told()).toBe(0);
  });

  it("finds a demo account under another name, and gives its owner a new password", async () => {
    await withDb((db) =>
      db.user.update({
        where: { username: "creator" },
        data: { username: "cleo", email: "cleo@example.org" },
      }),
    );
    await giveSession("cleo");
    expect((await migrate({ ...production, ...admin })).output).toContain("cleo");
    const { code, output } = await secure({ ...production, ...admin });
    expect(code).toBe(0);
    const password = /cleo has a new password, shown this once: (\S{20})/.exec(output)?.[1] ?? "";
    expect(await opens("cleo", password)).toBe(true);
    expect(await withDb((db) => db.session.count())).toBe(0);
    expect(await migrate({ ...production, ...admin })).toMatchObject({ code: 0 });
  });

  it("finds a demo account under another name behind all others, and checks no password twice", async () => {
    const password = await hashPassword("nobody's demo password");
    await withDb(async (db) => {
      for (let number = 0; number < 40; number += 1) {
        const [id, createdAt] = [`other-${number}`, new Date(number)];
        const account = { id, accountId: id, providerId: "credential", password, createdAt };
        const user = { id, name: id, email: `${id}@example.org`, createdAt };
        await db.user.create({ data: { ...user, accounts: { create: account } } });
      }
      const data = { username: "cleo", email: "cleo@example.org" };
      await db.user.update({ where: { username: "creator" }, data });
    });
    expect((await migrate({ ...production, ...admin })).output).toContain("cleo");
    const checked = () => withDb((db) => db.account.count({ where: { checkedPassword: { not: null } } }));
    expect(await checked()).toBe(40);
    // One that gets the demo password later has not been checked with it.
    const demo = await withDb((db) => db.account.findFirstOrThrow({ where: { user: { username: "cleo" } } }));
    await withDb((db) => db.account.update({ where: { id: "other-7" }, data: { password: demo.password } }));
    expect((await migrate({ ...production, ...admin })).output).toContain("other-7@example.org");
  });

  it("is not mended into an installation without an admin", async () => {
    const { code, output } = await secure(production);
    expect(code).toBe(1);
    expect(output).toContain("Set ADMIN_EMAIL and ADMIN_PASSWORD");
    expect(await withDb((db) => db.user.count())).toBe(4);
  });

  it("keeps its demo accounts in evaluation mode", async () => {
    expect(await secure(admin)).toMatchObject({
      code: 1,
      output: expect.stringContaining("SLUICE_MODE=production"),
    });
    expect(await withDb((db) => db.user.count())).toBe(4);
  });
});

describe("the first admin of production", { timeout: 90_000 }, () => {
  it("is made once; a later password in the environment is not applied, and said not to be", async () => {
    expect((await migrate(production)).output).toContain("There is no admin yet");
    expect((await migrate({ ...production, ...admin })).output).toContain("Created the admin account");
    const other = { ...admin, ADMIN_PASSWORD: "another long password" };
    const { code, output } = await migrate({ ...production, ...other });
    expect(code).toBe(0);
    expect(output).toMatch(/were not applied.*admin \(root@example\.org\)/);
    expect(output).toContain("npm run accounts -- secure");
    expect(await opens("admin", admin.ADMIN_PASSWORD)).toBe(true);

    await giveSession("admin");
    expect(await secure({ ...production, ...other })).toMatchObject({ code: 0 });
    expect(await opens("admin", other.ADMIN_PASSWORD)).toBe(true);
    expect(await withDb((db) => db.session.count())).toBe(0);
  });

  it("is refused with variables that ask for no usable account", async () => {
    const { code, output } = await migrate({ ...production, ...admin, ADMIN_PASSWORD: "short" });
    expect(code).toBe(1);
    expect(output).toContain("ADMIN_PASSWORD needs at least 12 characters");
  });
});
