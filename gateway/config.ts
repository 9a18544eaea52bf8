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

/** Where this gateway may dial for its APIs. */
export function backendEgress({ EGRESS_DENY, EGRESS_ALLOW, SLUICE_MODE }: GatewayConfig): JudgeEgress {
  const isProduction = SLUICE_MODE === "production";
  return createEgressPolicy({ deny: EGRESS_DENY, allow: EGRESS_ALLOW, purpose: "backends", isProduction });
}

/** Where it may dial because a person asks for a test in the portal: the stricter of the two processes' modes counts. */
export function requestEgress(config: GatewayConfig): (isPortalInProduction: boolean) => JudgeEgress {
  const { EGRESS_DENY, EGRESS_ALLOW, SLUICE_MODE } = config;
  const judgeIn = (isProduction: boolean): JudgeEgress =>
    createEgressPolicy({ deny: EGRESS_DENY, allow: EGRESS_ALLOW, purpose: "requests", isProduction });
  const [lenient, strict] = [judgeIn(SLUICE_MODE === "production"), judgeIn(true)];
  return (isPortalInProduction) => (isPortalInProduction ? strict : lenient);
}
