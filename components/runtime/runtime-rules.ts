// The same bounds as `runtimeLimitsSchema`, told in the units of the form. Pure.
import type { NumberRule } from "./number-rules.ts";

const connections = { min: 0, max: 10_000_000, message: "Enter 0 (no limit) or at most 10,000,000." };

export const limitRules = {
  backendTimeout: { min: 100, max: 120_000, message: "Enter between 0.1 seconds and 2 minutes." },
  idleTimeout: { min: 0, max: 86_400_000, message: "Enter 0 (off) or at most 24 hours." },
  maxAge: { min: 0, max: 604_800_000, message: "Enter 0 (off) or at most 168 hours (7 days)." },
  maxMessage: { min: 0, max: 1_073_741_824, message: "Enter 0 (off) or at most 1024 MB." },
  heartbeatInterval: { min: 0, max: 3_600_000, message: "Enter 0 (off) or at most 1 hour." },
  heartbeatTimeout: { min: 100, max: 600_000, message: "Enter between 0.1 seconds and 10 minutes." },
  connections,
  perSecond: { min: 0, max: 1_000_000, message: "Enter 0 (no limit) or at most 1,000,000." },
} as const satisfies Record<string, NumberRule>;
