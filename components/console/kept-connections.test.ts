// What a tab keeps of connections through a reload: how they were made, and no credential.
import { expect, test } from "vitest";
import type { ConnectValues } from "./connect-values.ts";
import { readKeptConnections, withoutSecrets } from "./kept-connections.ts";

const values: ConnectValues = {
  ...{ address: "/rooms/{roomID}", parameters: { roomID: "7" }, query: { lang: "en" } },
  ...{ transport: "wss", environment: "sandbox", credential: "test", subprotocols: "mqtt, v2.chat" },
  name: "user A",
};

test("what was chosen and is no credential is kept as it is", () => {
  expect(withoutSecrets(values)).toEqual({ values, leftOut: [] });
});

test("values of the query and subprotocols that are credentials are left out, and which they were is kept", () => {
  const secret = {
    ...values,
    query: { lang: "en", access_token: "t0ps3cret", apikey: "hidden1", session: "" },
    subprotocols: "chat, bearer.t0ps3cret",
    credential: "own",
  } as const;
  const kept = withoutSecrets(secret);
  expect(JSON.stringify(kept)).not.toMatch(/t0ps3cret|hidden1/);
  expect(kept.values).toMatchObject({ query: { lang: "en", session: "" }, subprotocols: "chat" });
  expect(kept.leftOut).toEqual(["?access_token", "?apikey", "subprotocols", "ownKey"]);
});

test("what is stored and is no kept connection is none", () => {
  const kept = { id: 2, attempt: 3, values, leftOut: ["?token"] };
  const broken = [
    { ...kept, id: 0 },
    { ...kept, attempt: 1.5 },
    { ...kept, values: { ...values, transport: "ftp" } },
    { ...kept, leftOut: ["name"] },
    null,
  ];
  expect(readKeptConnections(JSON.stringify([...broken, kept]))).toEqual([kept]);
  for (const text of ["", "{", "7", "null"]) expect(readKeptConnections(text)).toEqual([]);
});
