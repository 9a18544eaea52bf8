// What is wrong with a gateway that serves on all the same, in words for whoever is on call.

export type GatewayCondition = {
  readonly isDraining: boolean;
  readonly isDatabaseUp: boolean;
  readonly databaseDownSince: Date | null;
  /** Since when the last known good routes could not be saved. */
  readonly unsavedSince: Date | null;
  /** Since when the system has given too few descriptors for new connections. */
  readonly shortOfSocketsSince: Date | null;
  readonly missingWorkers: number;
  /** False before the first routes have been loaded. */
  readonly hasRoutes: boolean;
  readonly leftOutRecords: number;
};

/** One sentence for each trouble; empty where all is well. */
export function troublesOf(condition: GatewayCondition): string[] {
  const { databaseDownSince, unsavedSince, missingWorkers, leftOutRecords } = condition;
  const troubles: string[] = [];
  if (condition.isDraining) troubles.push("The gateway is stopping: it accepts no new connections.");
  if (!condition.hasRoutes) {
    troubles.push("No routes have been loaded yet: handshakes get 503. Check DATABASE_URL and DATA_DIR.");
  }
  if (!condition.isDatabaseUp) {
    const since = databaseDownSince === null ? "" : ` since ${databaseDownSince.toISOString()}`;
    troubles.push(
      `The database is out of reach${since}: routes are served from memory, changes do not arrive.`,
    );
  }
  if (unsavedSince !== null) {
    troubles.push(
      `The routes cannot be saved since ${unsavedSince.toISOString()}: a restart without the database would serve older ones. Check the disk of DATA_DIR.`,
    );
  }
  if (condition.shortOfSocketsSince !== null) {
    troubles.push(
      `The system gives no more sockets since ${condition.shortOfSocketsSince.toISOString()}: handshakes get 503 gateway_full or are cut off. Raise the limit of open files (ulimit -n, LimitNOFILE), or start another gateway.`,
    );
  }
  if (missingWorkers > 0)
    troubles.push(`${missingWorkers} of the workers are not up; they are being started.`);
  if (leftOutRecords > 0) {
    troubles.push(
      `${leftOutRecords} records of ended connections were left out: they came faster than they could be written.`,
    );
  }
  return troubles;
}
