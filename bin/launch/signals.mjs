// Ctrl-C once ends everything in order, twice ends it at once.

// npm forwards Ctrl-C to us as well, so one key press can arrive as two signals.
const echoMs = 500;

/**
 * @param {{ stop(exitCode: number): Promise<number>, kill(): void }} supervisor
 * @param {{ say: (text: string) => void, now?: () => number, on?: (signal: string, listener: () => void) => void,
 *   exit?: (code: number) => void }} options
 */
export function stopOnSignals(
  supervisor,
  {
    say,
    now = Date.now,
    on = (signal, listener) => process.on(signal, listener),
    exit = (code) => process.exit(code),
  },
) {
  let firstAt = null;
  const leave = () => {
    if (firstAt === null) {
      firstAt = now();
      say("Stopping … (Ctrl-C again ends everything at once)");
      void supervisor.stop(0);
      return;
    }
    if (now() - firstAt < echoMs) return;
    supervisor.kill();
    exit(130);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) on(signal, leave);
}
