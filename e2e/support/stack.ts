// Where the system under test listens: ports of its own, so that `npm start` can run beside the tests.
// playwright.config.ts starts it there; specs take their addresses from here.

/** Added to every port, so that two runs of two working trees can go on side by side: `E2E_PORT_SHIFT=10 npm run e2e`. */
const shift = Number(process.env.E2E_PORT_SHIFT ?? 0);
const port = (usual: number) => String(usual + shift);

/** Pictures for the documentation show the addresses that a reader will have. */
const gatewayPorts = process.env.SCREENSHOTS
  ? { GATEWAY_WS_PORT: "9099", GATEWAY_WSS_PORT: "8099", GATEWAY_OPS_PORT: "9098", SAMPLE_PORT: "9097" }
  : {
      GATEWAY_WS_PORT: port(19099),
      GATEWAY_WSS_PORT: port(18099),
      GATEWAY_OPS_PORT: port(19098),
      SAMPLE_PORT: port(19097),
    };

/** Environment of the system under test. */
export const stackEnvironment = {
  PORTAL_PORT: port(3100),
  ...gatewayPorts,
  GATEWAY_WORKERS: "2",
  GATEWAY_DRAIN_MS: "500",
  HOST: "127.0.0.1",
  DATA_DIR: "node_modules/.cache/e2e-data",
} as const;

export const portalUrl = `http://localhost:${stackEnvironment.PORTAL_PORT}`;
export const gatewayWsUrl = `ws://localhost:${stackEnvironment.GATEWAY_WS_PORT}`;
export const gatewayWssUrl = `wss://localhost:${stackEnvironment.GATEWAY_WSS_PORT}`;
/** The sample backend, as an API's endpoint. */
export const sampleUrl = `ws://localhost:${stackEnvironment.SAMPLE_PORT}`;
