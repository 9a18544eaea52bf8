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
