// Including what a document refers to by address, on real sockets and in the thread: only hosts that were agreed to are asked,
// each under the rules for documents, and what one address lacks is told for itself.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, it } from "vitest";
import { readYamlSource } from "#lib/asyncapi/yaml-source.ts";
import { createEgressPolicy } from "#lib/egress/egress-policy.ts";
import { fetchReferences } from "#lib/imports/commands.ts";

const judge = createEgressPolicy({ deny: "", allow: "127.0.0.1", purpose: "requests", isProduction: true });
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

type Answer = { readonly status?: number; readonly location?: string; readonly body?: string | Buffer };

/** Serves by path, and notes what was asked for. */
async function serve(answers: (origin: string) => Readonly<Record<string, Answer>>, host = "127.0.0.1") {
  const asked: string[] = [];
  let known: Readonly<Record<string, Answer>> = {};
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    const { status = 200, location, body = "" } = known[path] ?? { status: 404, body: "the secret" };
    response.writeHead(status, location === undefined ? {} : { location }).end(body);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, host, listening));
  // A server on TCP has an address with a port.
  const { port } = server.address() as AddressInfo;
  known = answers(`http://${host}:${port}`);
  return { origin: `http://${host}:${port}`, host: `${host}:${port}`, asked };
}

const head = "asyncapi: 3.0.0\ninfo: {title: Chat, version: 1.10} # ours\n";
const schemas = (refs: readonly string[]) =>
  `${head}components:\n  schemas:\n${refs.map((ref, index) => `    S${index}: {$ref: '${ref}'}\n`).join("")}`;

async function include(text: string, hosts: readonly string[], address: string | null = null) {
  const included = await fetchReferences({ text, address, hosts }, judge, "cleo");
  if (!included.ok) throw new Error(included.message);
  return included.value;
}

it("brings what is referred to in turn, in circles and from where a redirect ends, each once", async () => {
  const { origin, host, asked } = await serve(() => ({
    "/a.yaml": { body: "title: A\nproperties: {b: {$ref: 'moved/b.json#/B'}}\n" },
    "/moved/b.json": { status: 302, location: "/there/b.json" },
    "/there/b.json": { body: '{"B": {"title": "B", "items": {"$ref": "c.yaml"}}}' },
    "/there/c.yaml": { body: "title: C\nproperties: {a: {$ref: '../a.yaml'}}\n" },
  }));
  const { text, parts, problems } = await include(schemas([`${origin}/a.yaml`]), [host]);
  expect(problems).toEqual([]);
  expect(asked.toSorted()).toEqual(["/a.yaml", "/moved/b.json", "/there/b.json", "/there/c.yaml"]);
  expect(parts).toEqual([`${origin}/a.yaml`, `${origin}/moved/b.json`, `${origin}/there/c.yaml`]);
  expect(text).toContain("version: 1.10} # ours");
  expect(text).not.toContain(origin);
  for (const title of ["A", "B", "C"]) expect(text.split(`title: ${title}\n`)).toHaveLength(2);
  expect(readYamlSource(text).ok).toBe(true);
});

it("starts relative references at the document's own address, and leads back into it", async () => {
  const { origin, host } = await serve((at) => ({
    "/docs/a.yaml": { body: `items: {$ref: '${at}/docs/api.yaml#/components/schemas/Own'}\n` },
  }));
  const main = `${schemas(["a.yaml"])}    Own: {type: string}\n`;
  const { text, problems } = await include(main, [host], `${origin}/docs/api.yaml`);
  expect(problems).toEqual([]);
  expect(text).toContain("#/components/schemas/a");
  expect(text).toContain("#/components/schemas/Own");
});

it("tells for each address why it was not included, and nothing of the answer", async () => {
  const inner = await serve(() => ({ "/secret": { body: "title: the secret" } }), "127.0.0.2");
  const { origin, host } = await serve(() => ({
    "/good": { body: "title: Good" },
    "/broken": { body: "the secret: [" },
    "/inside": { status: 302, location: `${inner.origin}/secret` },
    "/large": { body: Buffer.alloc(10 * 1024 * 1024 + 1, "a") },
  }));
  const paths = ["/good", "/gone", "/broken", "/inside"];
  const refs = [...paths.map((path) => origin + path), `${inner.origin}/secret`];
  const { text, parts, problems } = await include(schemas(refs), [host, inner.host]);
  expect(parts).toEqual([`${origin}/good`]);
  expect(problems).toEqual([
    expect.stringMatching(/\/gone" was not included\. .*status 404/),
    expect.stringMatching(/\/broken: What stands there cannot be read/),
    expect.stringMatching(/\/inside" was not included\. .*may not be fetched/),
    expect.stringMatching(/127\.0\.0\.2:\d+\/secret" was not included\. .*may not be fetched/),
  ]);
  expect(JSON.stringify([text, problems]).replaceAll("/secret", "")).not.toContain("secret");
  expect(inner.asked).toEqual([]);
  const large = await include(schemas([`${origin}/large`]), [host]);
  expect(large.problems).toEqual([expect.stringContaining("larger than 10 MB")]);
});

it("counts the bytes of all addresses together", async () => {
  const body = `title: ${"a".repeat(1_500_000)}`;
  const paths = Array.from({ length: 8 }, (_none, index) => `/${index}`);
  const { origin, host } = await serve(() => Object.fromEntries(paths.map((path) => [path, { body }])));
  const refs = paths.map((path) => `${origin}${path}#/none`);
  const { problems } = await include(schemas(refs), [host]);
  expect(problems.filter((problem) => problem.includes("larger than 10 MB")).length).toBeGreaterThan(0);
});

it("asks no host but those that were agreed to, and at most fifty addresses", async () => {
  const other = await serve(() => ({}));
  const { origin, host, asked } = await serve(() => ({
    "/a": { body: `properties: {x: {$ref: '${other.origin}/x'}}` },
  }));
  const { text, problems } = await include(schemas([`${origin}/a`]), [host]);
  expect([problems, other.asked]).toEqual([[], []]);
  expect(text).toContain(`${other.origin}/x`);
  expect(asked).toEqual(["/a"]);
  const paths = Array.from({ length: 60 }, (_none, index) => `/${index}`);
  const many = await serve(() => Object.fromEntries(paths.map((path) => [path, { body: "title: T" }])));
  const told = await include(schemas(paths.map((path) => many.origin + path)), [many.host]);
  expect(many.asked).toHaveLength(50);
  expect(told.problems.filter((problem) => problem.includes("more than 50 addresses"))).toHaveLength(10);
});
