import { expect, it } from "vitest";
import { derivePostgresql, readSchemas } from "./derive-postgresql.ts";

it("the PostgreSQL schema is the one derived from the canonical schema", () => {
  const { canonical, derived } = readSchemas();
  expect(derived).toBe(derivePostgresql(canonical));
});
