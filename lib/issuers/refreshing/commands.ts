// Fetches the keys of issuers, and tells the gateways: of all portals one at a time, at once when an issuer is new, every
// hour, and when a gateway has met an unknown key, with a cool-down between. Strangers are asked within narrow limits.
import { type Db, openDb } from "#lib/db/db.ts";
import { createEgressPolicy } from "#lib/egress/egress-policy.ts";
import { permitsPlainHttp } from "#lib/egress/plain-http.ts";
import { change } from "#lib/feed/change.ts";
import { fetchDocument } from "#lib/imports/fetching/commands.ts";
import { done, type Outcome, refuse } from "#lib/kernel/outcome.ts";
import type { Settings } from "#lib/kernel/settings.ts";
import type { IssuerKey } from "#lib/routes/issuer-record.ts";
import { publishIssuer } from "../commands.ts";
import { metadataAddresses, readKeySet, readMetadata } from "./key-set.ts";
import { isRefreshDue } from "./refresh-plan.ts";

/** Metadata and keys together, in bytes after unpacking. */
const MAX_BYTES = 256 * 1_024;
const TIME_LIMIT_MS = 10_000;
/** Between two looks at what is due. */
const LOOK_EVERY_MS = 1_000;

/** EGRESS_DENY and EGRESS_ALLOW: the portal asks in its own name, as for an import. */
export type IssuerEgress = Pick<Settings, "EGRESS_DENY" | "EGRESS_ALLOW">;

/**
 * The keys of an issuer, by discovery. Refusals, at the field `url`: `plain_http`, `metadata_wrong`, `issuer_differs`,
 * `keys_wrong`, `too_large`, and those of fetching.
 */
export async function discoverKeys(issuer: string, egress: IssuerEgress): Promise<Outcome<IssuerKey[]>> {
  const shared = { signal: AbortSignal.timeout(TIME_LIMIT_MS), bytesLeft: MAX_BYTES };
  const judge = createEgressPolicy({
    deny: egress.EGRESS_DENY,
    allow: egress.EGRESS_ALLOW,
    purpose: "requests",
    isProduction: true,
  });
  const ask = async (url: string): Promise<Outcome<string>> => {
    const address = URL.parse(url);
    if (address?.protocol === "http:" && !permitsPlainHttp(egress.EGRESS_ALLOW, address.hostname)) {
      return refuse(
        "plain_http",
        `Keys are fetched over https, unless EGRESS_ALLOW names the host ${address.host}.`,
        "url",
      );
    }
    const answer = await fetchDocument(url, { judge, shared });
    if (answer.ok) return done(answer.value.text);
    return shared.bytesLeft < 0
      ? refuse("too_large", `${address?.host ?? url} answered with more than 256 KB.`, "url")
      : refuse(answer.code, answer.message, "url");
  };
  const [first, second] = metadataAddresses(issuer);
  const openId = await ask(first);
  const metadata = openId.ok || openId.code !== "url_answer" ? openId : await ask(second);
  if (!metadata.ok) return metadata;
  const address = readMetadata(metadata.value, issuer);
  if (!address.ok) return address;
  const keySet = await ask(address.value);
  return keySet.ok ? readKeySet(keySet.value) : keySet;
}

type RefreshContext = { readonly db: Db; readonly egress: IssuerEgress; readonly now: () => Date };

/** Fetches the keys of every issuer that is due, unless another portal does; one that does not answer keeps no other waiting. */
export async function refreshDueIssuers(context: RefreshContext): Promise<void> {
  const { db, now } = context;
  const rows = await db.issuer.findMany({
    where: { isOn: true },
    select: { id: true, url: true, attemptedAt: true, problem: true, isKeyWanted: true },
  });
  const due = rows.filter((row) => isRefreshDue(row, now()));
  await Promise.all(due.map((row) => refreshIssuer(context, row)));
}

type DueIssuer = { readonly id: string; readonly url: string; readonly attemptedAt: Date | null };

async function refreshIssuer(context: RefreshContext, { id, url, attemptedAt }: DueIssuer): Promise<void> {
  const { db, egress, now } = context;
  // Of all who look at once one moves the time on.
  const { count } = await db.issuer.updateMany({
    where: { id, isOn: true, attemptedAt },
    data: { attemptedAt: now(), isKeyWanted: false },
  });
  if (count > 0) await saveKeys(context, id, await discoverKeys(url, egress));
}

/** Keys that could not be fetched stay as they were: an issuer that is away must not shut its clients out. */
async function saveKeys({ db, now }: RefreshContext, id: string, found: Outcome<IssuerKey[]>): Promise<void> {
  if (!found.ok) {
    await db.issuer.updateMany({ where: { id }, data: { problem: found.message } });
    return;
  }
  const keys = JSON.stringify(found.value);
  await change(db, async (inside) => {
    const former = await inside.tx.issuer.findUnique({ where: { id }, select: { keys: true } });
    if (former === null) return;
    await inside.tx.issuer.update({ where: { id }, data: { keys, refreshedAt: now(), problem: "" } });
    if (former.keys !== keys) await publishIssuer(inside, id);
  });
}

/** Keeps the keys of issuers fresh until `end`. A failure of the database is told to `report`, once until it is over. */
export function startRefreshingKeys(
  settings: IssuerEgress & Pick<Settings, "DATABASE_URL">,
  report: (error: unknown) => void,
): { end(): void } {
  const db = openDb(settings.DATABASE_URL);
  const context = { db, egress: settings, now: () => new Date() };
  let isFailing = false;
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      await refreshDueIssuers(context);
      isFailing = false;
    } catch (error) {
      if (!isFailing) report(error);
      isFailing = true;
    }
    isLooking = false;
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return { end: () => clearInterval(timer) };
}
