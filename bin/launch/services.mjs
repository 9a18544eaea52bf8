// What Sluice's processes are: how each is started, and how one knows that it serves.
import { sluiceEnvironment } from "../prepare/runtime.mjs";
import { acceptsTcp, answersAtAll, answersHttp } from "./readiness.mjs";

/** Beside each other, many pages under way are copied at each clearing of the young heap: one of 8 MB stops nobody for long. */
const portalHeap = "--max-semi-space-size=8";

const commands = {
  evaluation: {
    portal: () => [portalHeap, "bin/start-portal.mjs"],
    gateway: () => ["gateway/main.ts"],
    sample: () => ["gateway/sample/main.ts"],
    env: { NODE_ENV: "production" },
  },
  development: {
    portal: () => ["bin/start-portal.mjs", "--dev"],
    gateway: () => ["--watch", "--watch-preserve-output", "gateway/main.ts"],
    sample: () => ["--watch", "--watch-preserve-output", "gateway/sample/main.ts"],
    // A changed file should act at once, not after a drain.
    env: { NODE_ENV: "development", GATEWAY_DRAIN_MS: "0" },
  },
};

/**
 * @param {ReturnType<typeof import("./settings.mjs").readSettings>} settings
 * @param {string} runtime path of the Node that runs them
 * @param {"evaluation" | "development"} mode
 * @returns {import("./supervisor.mjs").Service[]}
 */
export function listServices(settings, runtime, mode) {
  const { portal, gateway, sample, env: modeEnv } = commands[mode];
  const env = { ...sluiceEnvironment(runtime, settings.env), ...modeEnv };
  const { PORTAL_PORT, GATEWAY_OPS_PORT, SAMPLE_PORT } = settings.port;
  const services = [
    {
      name: "portal",
      args: portal(),
      isReady: answersHttp(settings.host, PORTAL_PORT, "/healthz"),
      isAlive: answersAtAll(settings.host, PORTAL_PORT, "/healthz"),
    },
    {
      name: "gateway",
      args: gateway(settings),
      isReady: answersHttp(settings.opsHost, GATEWAY_OPS_PORT, "/readyz"),
      isAlive: answersAtAll(settings.opsHost, GATEWAY_OPS_PORT, "/healthz"),
    },
  ];
  if (SAMPLE_PORT !== null) {
    services.push({
      name: "sample",
      args: sample(settings),
      isReady: acceptsTcp(settings.host, SAMPLE_PORT),
      stopsLast: true,
    });
  }
  return services.map((service) => ({ ...service, runtime, env }));
}
