// Names what failed in a phase, so that the end of a long log says it once more. Pure.

const mostLines = 40;

/** The first lines of a message, without colours. */
function brief(message, lines = 3) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with the escape character
  const plain = String(message ?? "").replace(/\u001b\[[0-9;]*m/g, "");
  return plain
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(0, lines)
    .map((line) => `    ${line.trim()}`);
}

/** @returns {string[]} lines that name the failed tests and files of a report of Vitest's json reporter */
export function failuresOfVitest(report) {
  return (report?.testResults ?? []).flatMap((file) => {
    const failed = (file.assertionResults ?? []).filter(({ status }) => status === "failed");
    const tests = failed.flatMap((test) => [
      `  ${file.name}: ${test.fullName}`,
      ...brief(test.failureMessages?.[0]),
    ]);
    // A file can fail outside of any test: in a hook, or while it is read.
    return tests.length > 0 || file.status !== "failed"
      ? tests
      : [`  ${file.name}: outside of any test`, ...brief(file.message)];
  });
}

/** @returns {string[]} the same of Playwright's json reporter */
export function failuresOfPlaywright(report) {
  const ofSuite = (suite) => [
    ...(suite.specs ?? []).flatMap((spec) =>
      spec.ok
        ? []
        : [`  ${spec.file}:${spec.line}: ${spec.title}`, ...brief(firstError(spec) ?? "no message")],
    ),
    ...(suite.suites ?? []).flatMap(ofSuite),
  ];
  return [
    ...(report?.suites ?? []).flatMap(ofSuite),
    ...(report?.errors ?? []).flatMap(({ message }) => ["  outside of any test", ...brief(message)]),
  ];
}

function firstError(spec) {
  return (spec.tests ?? []).flatMap(({ results = [] }) => results).find(({ error }) => error)?.error.message;
}

/**
 * What to print of a failed phase: what its report names, or else the end of its output.
 * @param {{ code: number, named: string[], output: string }} phase
 * @returns {string[]}
 */
export function failuresOfPhase({ code, named, output }) {
  if (code === 0) return [];
  return named.length > 0 ? named : brief(output.split("\n").slice(-mostLines).join("\n"), mostLines);
}
