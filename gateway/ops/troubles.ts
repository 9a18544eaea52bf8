// What is wrong with a gateway that serves on all the same, in words for whoever is on call.

type DatabaseTrouble = { readonly since: Date; readonly fault: "locked" | "full" | "away" };
type Unreadable = { readonly kind: string; readonly id: string; readonly label: string | null };

/** A gateway goes on with its last share for a while; then by the whole of each limit alone, or it refuses what is limited. */
export type RedisAway = {
  readonly since: Date;
  readonly goesBy: "as_before" | "alone" | "refused";
  /** Without address, name and password. */
  readonly reason: string;
};

/** More are counted, not named. */
const MOST_NAMES = 5;
const END_THE_LOCK =
  "End what holds it: a SQLite shell, a backup, a copy in progress (fuser with the name of the file tells which).";

export type GatewayCondition = {
  readonly isDraining: boolean;
  readonly isDatabaseUp: boolean;
  /** Since when and why the database cannot be read. */
  readonly databaseDown: DatabaseTrouble | null;
  /** Since when and why it can be read and not be written to. */
  readonly writeTrouble: DatabaseTrouble | null;
  /** Since when and why the last known good routes could not be saved. */
  readonly saveFault: { readonly since: Date; readonly isDiskFull: boolean } | null;
  /** What the database has for this gateway and does not parse. */
  readonly unreadable: readonly Unreadable[];
  /** True where nothing of what the database has could be taken. */
  readonly isRefusingRoutes: boolean;
  /** Name and version of the APIs with secrets that no key of this process opens. */
  readonly lockedApis: readonly string[];
  /** True where there are secrets and not one of them opens. */
  readonly isKeyWrong: boolean;
  /** Since when the system has given too few descriptors for new connections. */
  readonly shortOfSocketsSince: Date | null;
  /** Null where Redis answers, or none is set. */
  readonly redisAway: RedisAway | null;
  readonly missingWorkers: number;
  /** False before the first routes have been loaded. */
  readonly hasRoutes: boolean;
  readonly leftOutRecords: number;
};

/** One sentence for each trouble; empty where all is well. */
export function troublesOf(condition: GatewayCondition): string[] {
  const { saveFault, missingWorkers, leftOutRecords } = condition;
  const troubles: string[] = [];
  if (condition.isDraining) troubles.push("The gateway is stopping: it accepts no new connections.");
  if (!condition.hasRoutes) {
    troubles.push("No routes have been loaded yet: handshakes get 503. Check DATABASE_URL and DATA_DIR.");
  }
  if (condition.unreadable.length > 0) troubles.push(unreadableTrouble(condition));
  if (condition.lockedApis.length > 0) troubles.push(secretsTrouble(condition));
  const database = databaseTrouble(condition);
  if (database !== null) troubles.push(database);
  if (saveFault !== null) {
    const { since, isDiskFull } = saveFault;
    troubles.push(
      `${isDiskFull ? "The disk that holds DATA_DIR is full, so the" : "The"} routes cannot be saved since ${since.toISOString()}: a restart without the database would serve older ones. ${isDiskFull ? "Free space there" : "Check the disk of DATA_DIR"}; saving is tried again.`,
    );
  }
  if (condition.shortOfSocketsSince !== null) {
    troubles.push(
      `The system gives no more sockets since ${condition.shortOfSocketsSince.toISOString()}: handshakes get 503 gateway_full or are cut off. Raise the limit of open files (ulimit -n, LimitNOFILE), or start another gateway.`,
    );
  }
  if (condition.redisAway !== null) troubles.push(redisTrouble(condition.redisAway));
  if (missingWorkers > 0)
    troubles.push(`${missingWorkers} of the workers are not up; they are being started.`);
  if (leftOutRecords > 0) {
    troubles.push(
      `${leftOutRecords} records of ended connections were left out: they came faster than they could be written.`,
    );
  }
  return troubles;
}

function unreadableTrouble({ unreadable, isRefusingRoutes, hasRoutes }: GatewayCondition): string {
  const names = unreadable.map(({ kind, id, label }) => {
    const what = kind === "route" ? "API" : kind;
    return label === null ? `${what} ${id}` : `${what} ${label} (${id})`;
  });
  const served = !isRefusingRoutes
    ? "what was known of them before is served, and all the others"
    : hasRoutes
      ? "the last known good routes are served"
      : "nothing is served";
  const amount = isRefusingRoutes
    ? "Nothing that the database has for this gateway can be read"
    : `${unreadable.length} ${unreadable.length === 1 ? "entry" : "entries"} of the database cannot be read`;
  return `${amount}: ${listed(names)}; ${served}. Bring gateway and portal to the same version, then deploy them again.`;
}

function secretsTrouble({ lockedApis, isKeyWrong }: GatewayCondition): string {
  const rest = isKeyWrong
    ? "no secret opens: a gateway that starts now is not ready"
    : "others open; if the key is the right one, enter these secrets again and deploy";
  return `The secrets of ${listed(lockedApis)} do not open with this SLUICE_SECRETS_KEY: handshakes get 503 (${rest}). Start the gateway with the key that the portal has, and with the one before it as SLUICE_SECRETS_KEY_OLD until \`npm run secrets -- rotate\` has run.`;
}

/** The first few by name, the others by number. */
function listed(names: readonly string[]): string {
  const rest = names.length > MOST_NAMES ? [`${names.length - MOST_NAMES} more`] : [];
  return [...names.slice(0, MOST_NAMES), ...rest].join(", ");
}

function redisTrouble({ since, goesBy, reason }: RedisAway): string {
  const meanwhile = {
    as_before: "this gateway goes on with its last share of each limit",
    alone: "this gateway allows the whole of each limit by itself (REDIS_LOSS=allow)",
    refused: "what a shared limit bounds is refused (REDIS_LOSS=refuse), and the gateway is not ready",
  }[goesBy];
  return `Redis does not answer since ${since.toISOString()} (${reason}): ${meanwhile}. Check REDIS_URL and the Redis; limits are shared again by themselves.`;
}

function databaseTrouble({ isDatabaseUp, databaseDown, writeTrouble }: GatewayCondition): string | null {
  if (!isDatabaseUp) {
    const since = databaseDown === null ? "" : ` since ${databaseDown.since.toISOString()}`;
    const served = "routes are served from memory, changes do not arrive.";
    return databaseDown?.fault === "locked"
      ? `The database is locked by another process${since}: ${served} ${END_THE_LOCK}`
      : `The database is out of reach${since}: ${served}`;
  }
  if (writeTrouble === null) return null;
  const since = writeTrouble.since.toISOString();
  const lost = "the portal does not see this gateway, its connections and its traffic until then.";
  switch (writeTrouble.fault) {
    case "locked":
      return `The database is locked by another process since ${since}: ${lost} ${END_THE_LOCK}`;
    case "full":
      return `The disk that holds the database is full since ${since}: ${lost} Free space there.`;
    case "away":
      return `The database takes no reports since ${since}: ${lost} The log says why.`;
  }
}
