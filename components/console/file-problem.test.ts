import { expect, test } from "vitest";
import { fileProblem, MAX_FILE_BYTES } from "./file-problem.ts";

test("a file of just the size that the gateway takes has nothing against it, and any has where there is no limit", () => {
  expect(fileProblem({ name: "a.bin", size: 1_048_576 }, 1_048_576)).toBeNull();
  expect(fileProblem({ name: "empty", size: 0 }, 1)).toBeNull();
  expect(fileProblem({ name: "a.bin", size: MAX_FILE_BYTES }, 0)).toBeNull();
});

test("what the gateway would refuse is told with both sizes, and may be tried", () => {
  const problem = fileProblem({ name: "a.bin", size: 5_000_000 }, 1_000_000);
  expect(problem?.isFinal).toBe(false);
  expect(problem?.words).toContain("a.bin has 5 MB; messages of this API can have 1 MB.");
});

test("sizes that read the same when rounded are told apart", () => {
  expect(fileProblem({ name: "a.bin", size: 640_001 }, 640_000)?.words).toContain(
    "640,001 bytes; messages of this API can have 640,000 bytes.",
  );
});

test("what the page cannot hold is not sent", () => {
  expect(fileProblem({ name: "a.bin", size: MAX_FILE_BYTES + 1 }, 0)?.isFinal).toBe(true);
});
