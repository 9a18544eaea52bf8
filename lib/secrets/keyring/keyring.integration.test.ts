// Where the key of a process comes from; and that processes that start at once agree on one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { removeFolder } from "#lib/db/test-kit/remove-folder.ts";
import { addFileKey, dropFormerKeys, loadKeyring, secretsKeyPath } from "./commands.ts";

const text = (byte: number) => Buffer.alloc(32, byte).toString("base64");

describe("the keyring", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sluice-keyring-"));
  });
  afterEach(() => removeFolder(folder));
  const load = (env: { SLUICE_SECRETS_KEY?: string; SLUICE_SECRETS_KEY_OLD?: string } = {}) =>
    loadKeyring({
      DATA_DIR: folder,
      SLUICE_SECRETS_KEY: undefined,
      SLUICE_SECRETS_KEY_OLD: undefined,
      ...env,
    });

  it("is generated once, in a file that only its owner can read", () => {
    const { current, former } = load();
    expect(former).toEqual([]);
    expect(load().current).toEqual(current);
    expect(statSync(secretsKeyPath(folder)).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["secrets-key"]);
  });

  it("is one and the same for eight processes that start at once", async () => {
    const module = fileURLToPath(new URL("./commands.ts", import.meta.url));
    const script = `import { loadKeyring } from ${JSON.stringify(module)};
      process.stdin.once("data", () => {
        process.stdout.write(loadKeyring({ DATA_DIR: ${JSON.stringify(join(folder, "new"))} }).current.id);
        process.exit();
      });
      process.stdout.write("ready ");`;
    const children = Array.from({ length: 8 }, () =>
      spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
        stdio: ["pipe", "pipe", "inherit"],
      }),
    );
    const said = children.map((child) => {
      const chunks: string[] = [];
      child.stdout.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
      return chunks;
    });
    await Promise.all(children.map((child) => once(child.stdout, "data")));
    const ended = children.map((child) => once(child, "close"));
    for (const child of children) child.stdin.write("go\n");
    await Promise.all(ended);
    const ids = said.map((chunks) => chunks.join(""));
    expect(ids[0]).toMatch(/^ready [0-9a-f]{16}$/);
    expect([...new Set(ids)]).toHaveLength(1);
  });

  it("comes from the settings where they name it, and no file is made", () => {
    const { current, former } = load({ SLUICE_SECRETS_KEY: text(1), SLUICE_SECRETS_KEY_OLD: text(2) });
    expect(former).toHaveLength(1);
    expect(load({ SLUICE_SECRETS_KEY: text(2) }).current).toEqual(former[0]);
    expect(load({ SLUICE_SECRETS_KEY: text(1) })).toEqual({ current, former: [] });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("holds the former key of the file until it is dropped", () => {
    const before = load().current;
    addFileKey(folder);
    expect(load()).toMatchObject({ former: [before] });
    expect(load().current).not.toEqual(before);
    dropFormerKeys(folder);
    expect(load().former).toEqual([]);
    expect(statSync(secretsKeyPath(folder)).mode & 0o777).toBe(0o600);
  });

  it("is refused with the file's name where the file is damaged, and the file stays", () => {
    writeFileSync(secretsKeyPath(folder), "damaged");
    expect(() => load()).toThrow(/secrets-key holds no key.*openssl rand/);
    expect(readFileSync(secretsKeyPath(folder), "utf8")).toBe("damaged");
  });
});
