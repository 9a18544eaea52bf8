// Unit tests run everywhere; integration tests open sockets, databases and processes.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{lib,gateway,app,components,bin,prisma}/**/*.test.{ts,tsx,mjs}"],
          exclude: ["**/*.integration.test.ts", "prisma/generated/**"],
          // Two cores: one would read documents for twice as long.
          maxWorkers: 2,
          // Time limits find what never ends. A test that takes a second must not fail on a machine at a tenth of the speed.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "integration",
          include: ["{lib,gateway,app,prisma}/**/*.integration.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 120_000,
          // Most of them wait, for processes and for deadlines: one core's worth of files would leave the other idle.
          maxWorkers: 2,
        },
      },
    ],
  },
});
