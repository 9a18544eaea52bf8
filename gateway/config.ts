// The gateway's environment: the only file of the gateway that reads process.env.
import { availableParallelism } from "node:os";
import { createEgressPolicy, type JudgeEgress } from "#lib/egress/egress-policy.ts";
import { parseSettings, type Settings } from "#lib/kernel/settings.ts";

export type GatewayConfig = Settings & { readonly workers: number };

/** Settings of this process. Throws with what to set when they are wrong. */
export function readConfig(): GatewayConfig {
  const settings = parseSettings(process.env);
  return { ...settings, workers: settings.GATEWAY_WORKERS ?? availableParallelism() };
}

/** Where this gateway may dial: `backends` for its APIs, `requests` because a person asks for a test. */
export function egressOf(config: GatewayConfig, purpose: "backends" | "requests"): JudgeEgress {
  const { EGRESS_DENY, EGRESS_ALLOW, SLUICE_MODE } = config;
  const isProduction = SLUICE_MODE === "production";
  return createEgressPolicy({ deny: EGRESS_DENY, allow: EGRESS_ALLOW, purpose, isProduction });
}
