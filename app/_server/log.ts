// The portal's log: JSON lines on standard output.
import "server-only";
import { pino } from "pino";
import { getSettings } from "./env.ts";

let logger: pino.Logger | undefined;

export function getLog(): pino.Logger {
  logger ??= pino({
    name: "portal",
    level: getSettings().LOG_LEVEL,
    redact: ["*.password", "*.key", "*.token"],
  });
  return logger;
}
