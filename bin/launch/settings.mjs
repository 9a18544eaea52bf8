// Reads the launcher's settings from the environment and fills in the defaults, so that the portal, the
// gateway and the sample backend agree on them. Pure: the environment comes in as an argument.
import path from "node:path";
import { LaunchFailure } from "../prepare/launch-failure.mjs";

const ports = {
  PORTAL_PORT: [3000, "the portal"],
  GATEWAY_WS_PORT: [9099, "the gateway's ws listener"],
  GATEWAY_WSS_PORT: [8099, "the gateway's wss listener"],
  GATEWAY_OPS_PORT: [9098, "the gateway's health and metrics"],
  SAMPLE_PORT: [9097, "the sample backend"],
};

function readPort(env, variable) {
  const text = env[variable] || String(ports[variable][0]);
  if (variable === "SAMPLE_PORT" && text === "off") return null;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  const wanted = variable === "SAMPLE_PORT" ? "a port number or off" : "a port number";
  throw new LaunchFailure(`${variable} is "${text}"; it has to be ${wanted} (1 to 65535).`);
}

function refuseSharedPorts(listeners) {
  const seen = new Map();
  for (const { variable, port } of listeners) {
    const other = seen.get(port);
    if (other)
      throw new LaunchFailure(`${other} and ${variable} are both ${port}; each needs a port of its own.`);
    seen.set(port, variable);
  }
}

/** The rule of lib/kernel/settings.ts, told before anything is installed or built. */
function refusePublicDemo(host, env) {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  const isLoopback = name === "localhost" || name === "::1" || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(name);
  if (isLoopback || env.SLUICE_PUBLIC_DEMO === "1") return;
  throw new LaunchFailure(`HOST=${host} would open the demo accounts to other machines.`, {
    advice:
      "Anybody can read their passwords. Leave HOST out, or set SLUICE_PUBLIC_DEMO=1 if that is what you want.",
  });
}

/** Evaluation and dev mode only: production processes are started one by one, by whoever runs them. */
export function refuseProduction(env, command) {
  const mode = env.SLUICE_MODE || "evaluation";
  if (mode === "evaluation") return;
  if (mode !== "production") {
    throw new LaunchFailure(`SLUICE_MODE is "${mode}"; it has to be evaluation or production.`);
  }
  throw new LaunchFailure(`\`${command}\` is for evaluation and does not run with SLUICE_MODE=production.`, {
    advice: [
      "In production each part is started on its own (see docs):",
      "  npm run migrate         once per upgrade",
      "  npm run start:portal    the portal; needs AUTH_SECRET and a finished `npm run build`",
      "  npm run start:gateway   the gateway",
    ].join("\n"),
  });
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} folder what a relative DATA_DIR is relative to
 * @returns {{ host: string, opsHost: string, dataDir: string, drainMs: number, listeners: { variable: string, purpose: string,
 *   host: string, port: number }[], port: Record<string, number | null>, env: NodeJS.ProcessEnv }}
 *   env: the same environment with every default filled in
 */
export function readSettings(env, folder) {
  const host = env.HOST?.trim() || "127.0.0.1";
  refusePublicDemo(host, env);
  const opsHost = env.OPS_HOST || "127.0.0.1";
  const dataDir = path.resolve(folder, env.DATA_DIR || "data");
  const port = Object.fromEntries(Object.keys(ports).map((variable) => [variable, readPort(env, variable)]));
  const listeners = Object.entries(port)
    .filter(([, number]) => number !== null)
    .map(([variable, number]) => ({
      variable,
      purpose: ports[variable][1],
      host: variable === "GATEWAY_OPS_PORT" ? opsHost : host,
      port: number,
    }));
  refuseSharedPorts(listeners);
  const filled = Object.fromEntries(
    Object.entries(port).map(([variable, number]) => [variable, String(number ?? "off")]),
  );
  const drainMs = Number(env.GATEWAY_DRAIN_MS || 5_000) || 0;
  const childEnv = {
    ...env,
    ...filled,
    HOST: host,
    DATA_DIR: dataDir,
    SLUICE_MODE: env.SLUICE_MODE || "evaluation",
  };
  return { host, opsHost, dataDir, drainMs, listeners, port, env: childEnv };
}
