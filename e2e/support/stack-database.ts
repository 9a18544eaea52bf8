// Where the database of the system under test is, for what a test needs before it begins.
import { resolve } from "node:path";
import { stackEnvironment } from "./stack.ts";

const root = resolve(import.meta.dirname, "../..");

/** DATA_DIR of the stack. */
export const dataDir = resolve(root, stackEnvironment.DATA_DIR);

/** DATABASE_URL of the stack. */
export const databaseUrl = `file:${resolve(dataDir, "sluice.db")}`;
