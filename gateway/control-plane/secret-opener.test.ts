// When a gateway's key counts as the wrong one, and which APIs it then names.
import { expect, it } from "vitest";
import { type SealedEntry, sealedRouteSchema } from "#lib/routes/route-record.ts";
import { newDataKey, randomKeyring, sealText, wrapDataKey } from "#lib/secrets/envelope.ts";
import { bindingOf } from "#lib/secrets/secret.ts";
import { SecretOpener } from "./secret-opener.ts";

const ours = randomKeyring();
const theirs = randomKeyring();
const origins = ["ws://127.0.0.1:1"];

/** A pool whose backend gets a secret that is encrypted under this keyring; none for a pool without secrets. */
function pool(apiId: string, keyring: typeof ours | null, endpoint = "production") {
  const id = `${endpoint} of ${apiId}`;
  const dataKey = newDataKey(`key for ${id}`);
  const sealed = sealText(dataKey, "hush", bindingOf(apiId, "header", { id, origins }));
  const headers = keyring && [
    { name: "Authorization", secret: { id, origins, sealed, dataKey: wrapDataKey(dataKey, keyring) } },
  ];
  return { backends: [{ url: "ws://127.0.0.1:1/" }], headers: headers ?? [] };
}

function route(id: string, production: unknown, sandbox: unknown = null): SealedEntry {
  const record = sealedRouteSchema.parse({
    apiId: id,
    name: id,
    version: "1.0.0",
    revision: 1,
    state: "published",
    basePaths: [`/${id}/1.0.0`],
    topics: [],
    endpoints: { production, sandbox },
    security: { apiKey: true, oauth2: false },
    limits: { backendTimeoutMs: 1_000, idleTimeoutMs: 0, maxConnectionAgeMs: 0, maxMessageBytes: 0 },
  });
  return { kind: "route", id, record };
}

const shut: string[] = [];
function openerOf(...entries: SealedEntry[]): SecretOpener {
  const opener = new SecretOpener(ours, (apiId) => shut.push(apiId));
  for (const entry of entries) opener.open(entry);
  return opener;
}

it("has no trouble with routes without secrets, nor with those that open", () => {
  const plain = route("Plain", pool("Plain", null));
  expect(openerOf()).toMatchObject({ lockedApis: [], isKeyWrong: false });
  expect(openerOf(plain)).toMatchObject({ lockedApis: [], isKeyWrong: false });
  expect(openerOf(plain, route("Chats", pool("Chats", ours)))).toMatchObject({
    lockedApis: [],
    isKeyWrong: false,
  });
});

it("takes its key for the wrong one where no secret opens, whatever routes without secrets there are", () => {
  const opener = openerOf(
    route("Plain", pool("Plain", null)),
    route("Chats", pool("Chats", theirs)),
    route("Rooms", pool("Rooms", theirs)),
  );
  expect(opener).toMatchObject({ lockedApis: ["Chats 1.0.0", "Rooms 1.0.0"], isKeyWrong: true });
});

it("names an API that does not open beside others that do, or whose other endpoint does", () => {
  const chats = route("Chats", pool("Chats", theirs));
  expect(openerOf(chats, route("Rooms", pool("Rooms", ours)))).toMatchObject({
    lockedApis: ["Chats 1.0.0"],
    isKeyWrong: false,
  });
  const half = route("Half", pool("Half", ours), pool("Half", theirs, "sandbox"));
  expect(openerOf(half)).toMatchObject({ lockedApis: ["Half 1.0.0"], isKeyWrong: false });
});

it("forgets an API that is deployed anew, without secrets, or is gone", () => {
  const opener = openerOf(route("Chats", pool("Chats", theirs)));
  opener.open(route("Chats", pool("Chats", ours)));
  expect(opener).toMatchObject({ lockedApis: [], isKeyWrong: false });
  opener.open(route("Chats", pool("Chats", theirs)));
  expect(opener.isKeyWrong).toBe(true);
  opener.open(route("Chats", pool("Chats", null)));
  expect(opener).toMatchObject({ lockedApis: [], isKeyWrong: false });
  opener.open(route("Chats", pool("Chats", theirs)));
  opener.open({ kind: "route", id: "Chats", record: null });
  expect(opener).toMatchObject({ lockedApis: [], isKeyWrong: false });
});

it("does not blame the key for a secret that was entered for other backends", () => {
  const moved = { ...pool("Chats", ours), backends: [{ url: "ws://evil.example/" }] };
  shut.length = 0;
  expect(openerOf(route("Chats", moved))).toMatchObject({ lockedApis: [], isKeyWrong: false });
  expect(shut).toEqual(["Chats"]);
});
