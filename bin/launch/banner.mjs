// What a person needs to know once everything runs: where to go, and who to sign in as.

const accounts = ["creator", "publisher", "subscriber", "admin"];
const loopback = new Set(["127.0.0.1", "::1", "0.0.0.0", "::", "localhost"]);

const nameOf = (host) => {
  if (loopback.has(host)) return "localhost";
  return host.includes(":") ? `[${host}]` : host;
};

/**
 * @param {ReturnType<typeof import("./settings.mjs").readSettings>} settings
 * @param {{ title: string, took: string }} start
 */
export function banner(settings, { title, took }) {
  const name = nameOf(settings.host);
  const { PORTAL_PORT, GATEWAY_WS_PORT, GATEWAY_WSS_PORT, GATEWAY_OPS_PORT, SAMPLE_PORT } = settings.port;
  const rows = [
    ["Portal", `http://${name}:${PORTAL_PORT}`],
    ["Gateway, ws", `ws://${name}:${GATEWAY_WS_PORT}`],
    ["Gateway, wss", `wss://${name}:${GATEWAY_WSS_PORT}`],
    ["Gateway health", `http://${nameOf(settings.opsHost)}:${GATEWAY_OPS_PORT}/readyz`],
    ["Sample backend", SAMPLE_PORT === null ? "off" : `ws://${name}:${SAMPLE_PORT}/echo`],
    null,
    ["Sign in as", accounts.join(", ")],
    ["Password", "sluice-demo"],
    null,
    ["Data", settings.dataDir],
  ];
  const lines = rows.map((row) => (row ? `  ${row[0].padEnd(16)}${row[1]}` : ""));
  const rule = "─".repeat(64);
  return [
    "",
    rule,
    `  ${title}, ready in ${took}`,
    "",
    ...lines,
    "",
    "  Ctrl-C ends everything.",
    rule,
    "",
  ].join("\n");
}
