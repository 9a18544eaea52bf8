// The wrapping keys of a process: from its settings, or in evaluation mode from a file in DATA_DIR that whoever comes
// first generates. The file's first line wraps; further lines, there while a rotation is under way, only open.
import { randomBytes, randomUUID } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { decodeSecretsKey, type Keyring, secretsKeyAdvice } from "#lib/kernel/keyring.ts";
import type { Settings } from "#lib/kernel/settings.ts";
import { wrappingKey } from "../envelope.ts";

type KeySettings = Pick<Settings, "DATA_DIR" | "SLUICE_SECRETS_KEY" | "SLUICE_SECRETS_KEY_OLD">;

/** Where evaluation mode keeps its key. */
export function secretsKeyPath(folder: string): string {
  return join(folder, "secrets-key");
}

/** The keys that the settings name; without SLUICE_SECRETS_KEY those of the file, which is made where it is missing. */
export function loadKeyring(settings: KeySettings): Keyring {
  const { SLUICE_SECRETS_KEY: current, SLUICE_SECRETS_KEY_OLD: old, DATA_DIR: folder } = settings;
  if (current !== undefined)
    return keyringOf([current, ...(old === undefined ? [] : [old])], "SLUICE_SECRETS_KEY");
  const lines = readKeyFile(folder);
  return keyringOf(old === undefined ? lines : [...lines, old], secretsKeyPath(folder));
}

/** Puts a new key in front of those in the file. Without a crash in between, {@link dropFormerKeys} follows. */
export function addFileKey(folder: string): void {
  const lines = readKeyFile(folder);
  replaceKeyFile(folder, [newKeyText(), ...lines]);
}

/** Leaves the first key of the file only: nothing is wrapped by the others any more. */
export function dropFormerKeys(folder: string): void {
  replaceKeyFile(folder, readKeyFile(folder).slice(0, 1));
}

function keyringOf(texts: readonly string[], source: string): Keyring {
  const [current, ...former] = texts.map((text) => {
    const bytes = decodeSecretsKey(text);
    if (bytes === null) throw new Error(`${source} holds no key: it has to be ${secretsKeyAdvice}`);
    return wrappingKey(bytes);
  });
  if (current === undefined) throw new Error(`${source} is empty: it has to be ${secretsKeyAdvice}`);
  return { current, former };
}

function newKeyText(): string {
  return randomBytes(32).toString("base64");
}

function readKeyFile(folder: string): string[] {
  const path = secretsKeyPath(folder);
  try {
    return linesOf(path);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = writeDraft(folder, [newKeyText()]);
  try {
    // A link appears with its content, and not at all where another process was faster.
    linkSync(draft, path);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return linesOf(path);
}

function replaceKeyFile(folder: string, lines: readonly string[]): void {
  renameSync(writeDraft(folder, lines), secretsKeyPath(folder));
}

function writeDraft(folder: string, lines: readonly string[]): string {
  const draft = `${secretsKeyPath(folder)}.${randomUUID()}.tmp`;
  const file = openSync(draft, "wx", 0o600);
  try {
    writeSync(file, `${lines.join("\n")}\n`);
    fsyncSync(file); // what it encrypts is lost without it
  } finally {
    closeSync(file);
  }
  return draft;
}

function linesOf(path: string): string[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
