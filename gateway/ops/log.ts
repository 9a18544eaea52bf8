// The gateway's log: JSON lines on standard output. Credentials never get here; see connection-log.ts.
import { type Logger, pino } from "pino";

export function createLog(level: string): Logger {
  return pino({ name: "gateway", level, timestamp: pino.stdTimeFunctions.isoTime });
}
