// A failure the person at the terminal can act on: what went wrong, and what to do next.
// Anything else that is thrown is a bug of the launcher and keeps its stack trace.

export class LaunchFailure extends Error {
  /**
   * @param {string} message what went wrong, in one line
   * @param {{ advice?: string, output?: string }} [more] what to do; the tail of the failed command's output
   */
  constructor(message, { advice = "", output = "" } = {}) {
    super(message);
    this.name = "LaunchFailure";
    this.advice = advice;
    this.output = output;
  }
}

/** Prints a failure for a reader, not for a debugger, and returns the exit code. */
export function reportFailure(error, write = (text) => process.stderr.write(text)) {
  if (!(error instanceof LaunchFailure)) {
    write(`\n${error?.stack ?? error}\n`);
    return 1;
  }
  if (error.output) write(`\n${error.output.trimEnd()}\n`);
  write(`\n✖ ${error.message}\n`);
  if (error.advice) write(`  ${error.advice.replaceAll("\n", "\n  ")}\n`);
  return 1;
}
