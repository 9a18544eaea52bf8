// `npm run start:portal`: the portal alone, as production runs it, on PORTAL_PORT and HOST: Next behind a front of its
// own. With `--dev` Next builds as it goes. Needs Node 24 and, without `--dev`, a finished `npm run build`.
import { EventEmitter, once } from "node:events";
import { startReadingAhead } from "../lib/documentation/commands.ts";
import { publicUrlAdvice } from "../lib/front/public-url-advice.ts";
import { refuseDemoPasswords } from "../lib/identity/production/commands.ts";
import { startRefreshingKeys } from "../lib/issuers/refreshing/commands.ts";
import { parseSettings } from "../lib/kernel/settings.ts";
import { installFairTurns } from "./portal/fair-turns.mjs";
import { createFrontServer } from "./portal/front-server.mjs";
import { root } from "./prepare/runtime.mjs";

/** Answers under way at a stop get that long, in milliseconds. */
const drainMs = 5_000;

async function startPortal() {
  // Next itself would start with wrong settings, and fail at the first request.
  const settings = parseSettings(process.env);
  const advice = publicUrlAdvice(settings);
  if (advice !== null) console.warn(advice);
  await refuseDemoPasswords(settings);
  const dev = process.argv.includes("--dev");
  process.chdir(root);
  process.env.NODE_ENV = dev ? "development" : "production";
  installFairTurns();
  const { default: next } = await import("next");
  // Next would listen for upgrades on the server it is given: on this one it hears of its own only.
  const hotReload = new EventEmitter();
  const app = next({
    dev,
    dir: root,
    hostname: settings.HOST,
    port: settings.PORTAL_PORT,
    httpServer: hotReload,
  });
  await app.prepare();
  const server = createFrontServer(settings, {
    handle: app.getRequestHandler(),
    hotReload: dev ? hotReload : null,
    report: (error) => console.error(error),
  });
  server.listen({ host: settings.HOST, port: settings.PORTAL_PORT });
  await once(server, "listening");
  console.log(`The portal listens on port ${server.address().port} of ${settings.HOST}`);
  const readingAhead = startReadingAhead(settings, (error) => console.error(error));
  const keys = startRefreshingKeys(settings, (error) => console.error(error));
  const stop = () => {
    readingAhead.end();
    keys.end();
    return stopPortal(server, app, dev ? 0 : drainMs);
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
}

async function stopPortal(server, app, withinMs) {
  const deadline = setTimeout(() => server.closeAllConnections(), withinMs);
  server.close();
  await once(server, "close");
  clearTimeout(deadline);
  await app.close();
  process.exit(0);
}

startPortal().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
