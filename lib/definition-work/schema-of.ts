// The JSON Schema of AsyncAPI, read from its package: for threads, which Node runs unbundled.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { SchemaOf } from "#lib/asyncapi/schema-checks.ts";

const { resolve } = createRequire(import.meta.url);

export const schemaOf: SchemaOf = (version) =>
  JSON.parse(readFileSync(resolve(`@asyncapi/specs/schemas/${version}-without-$id.json`), "utf8"));
