// `npm run check` part: package-lock.json is whole. npm leaves out the optional packages of other platforms when it writes
// over an existing node_modules, and then `npm ci` fails for everybody there; and it must go with package.json.
import { readFileSync } from "node:fs";
import path from "node:path";
import { lockfileGaps } from "./prepare/lockfile.mjs";
import { root } from "./prepare/runtime.mjs";

const read = (name) => JSON.parse(readFileSync(path.join(root, name), "utf8"));
const gaps = lockfileGaps(read("package.json"), read("package-lock.json"));
for (const gap of gaps) process.stdout.write(`${gap}\n`);
process.stdout.write(
  gaps.length === 0
    ? "package-lock.json is whole, for every platform.\n"
    : "Write it from nothing: rm -rf node_modules package-lock.json; npm install --package-lock-only\n",
);
process.exitCode = gaps.length === 0 ? 0 : 1;
