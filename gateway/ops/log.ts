// The gateway's log: JSON lines on standard output. Credentials never get here; see connection-log.ts.
import { type Logger, pino } from "pino";

/** Lines are written together once they have so many bytes: a write for each was a fourteenth of a handshake's CPU. */
const BUFFER_BYTES = 8_192;
const FLUSH_EVERY_MS = 100;

/**
 * Writes what waits ten times a second and as the process ends, an exception that nobody caught included; a process that is
 * killed by SIGKILL or aborts takes up to a tenth of a second of its lines with it. Fatal lines are written at once.
 */
export function createLog(level: string): Logger {
  const destination = pino.destination({ dest: 1, sync: true, minLength: BUFFER_BYTES });
  const flush = (): void => destination.flushSync();
  setInterval(flush, FLUSH_EVERY_MS).unref();
  process.on("exit", flush);
  return pino({ name: "gateway", level, timestamp: pino.stdTimeFunctions.isoTime }, destination);
}
