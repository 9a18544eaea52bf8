// The gateway's public addresses for the Content-Security-Policy of every answer: asked for now and then, not each time.
import "server-only";
import { getPublicUrls } from "#lib/deployments/repository.ts";
import { getDb } from "./db.ts";
import { getSettings } from "./env.ts";

/** After so long a change of the addresses is in the policy. */
const KEPT_MS = 10_000;
/** A database that does not answer must not hold up the page that says so. */
const PATIENCE_MS = 500;

let known: { readonly origins: readonly string[]; readonly until: number } | null = null;
let asking: Promise<readonly string[]> | null = null;

/** Origins of ws and wss: as the administrator set them, or the local ports; the last known ones without a database. */
export async function listGatewayOrigins(): Promise<readonly string[]> {
  if (known !== null && Date.now() < known.until) return known.origins;
  asking ??= ask().finally(() => {
    asking = null;
  });
  // Only the first answer waits: later ones go by what is known, and the next by what comes.
  if (known !== null) return known.origins;
  const patience = new Promise<readonly string[]>((resolve) =>
    setTimeout(resolve, PATIENCE_MS, localOrigins()).unref(),
  );
  return Promise.race([asking, patience]);
}

async function ask(): Promise<readonly string[]> {
  const before = known?.origins ?? localOrigins();
  try {
    const [ws = "", wss = ""] = localOrigins();
    const configured = await getPublicUrls(getDb(), { ws, wss });
    known = {
      origins: [originOf(configured.ws, ws), originOf(configured.wss, wss)],
      until: Date.now() + KEPT_MS,
    };
  } catch {
    known = { origins: before, until: Date.now() + KEPT_MS };
  }
  return known.origins;
}

/** Nothing but an origin gets into the policy. */
function originOf(url: string, otherwise: string): string {
  if (!URL.canParse(url)) return otherwise;
  const { protocol, host } = new URL(url);
  return /^wss?:$/.test(protocol) && host !== "" ? `${protocol}//${host}` : otherwise;
}

function localOrigins(): readonly string[] {
  const { GATEWAY_WS_PORT, GATEWAY_WSS_PORT } = getSettings();
  return [`ws://localhost:${GATEWAY_WS_PORT}`, `wss://localhost:${GATEWAY_WSS_PORT}`];
}
