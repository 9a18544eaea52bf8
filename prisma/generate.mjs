// Generates both Prisma clients without any download: generating needs no schema engine, so its path
// points to a program that exists everywhere (TOOLCHAIN: the CLI would fetch the engine otherwise).
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const cli = fileURLToPath(new URL("../node_modules/prisma/build/index.js", import.meta.url));

for (const schema of ["prisma/schema.prisma", "prisma/postgresql/schema.prisma"]) {
  const run = spawnSync(process.execPath, [cli, "generate", "--schema", schema, "--no-hints"], {
    cwd: root,
    encoding: "utf8",
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
  });
  if (run.status !== 0) {
    process.stderr.write(`${run.stdout}\n${run.stderr}\n`);
    process.exit(run.status ?? 1);
  }
}
