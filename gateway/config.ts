// The gateway's environment: the only file of the gateway that reads process.env.
import { availableParallelism } from "node:os";
import { parseSettings, type Settings } from "#lib/kernel/settings.ts";

export type GatewayConfig = Settings & { readonly workers: number };

/** Settings of this process. Throws with what to set when they are wrong. */
export function readConfig(): GatewayConfig {
  const settings = parseSettings(process.env);
  return { ...settings, workers: settings.GATEWAY_WORKERS ?? availableParallelism() };
}
