// Credentials of applications that end by themselves: which are announced, how urgently, and what to do. Pure. Tickets and
// keys for trying an API live for minutes and are not announced; what stands for an application at an issuer has no end.

const DAY_MS = 24 * 3_600_000;

/** Days before the end at which whoever shares an application is told, the least urgent first; 0 is the last day. */
export const announcedDays = [14, 3, 0] as const;
export type ExpiryStage = (typeof announcedDays)[number];

/** Days after its end for which a credential that nothing has replaced is still announced: its clients are refused. */
export const ANNOUNCED_DAYS_AFTER = 7;
/** Most credentials that are named at once; all are counted. */
export const MOST_NAMED = 50;

/** A credential as far as its end is concerned. */
export type EndingCredential = {
  readonly id: string;
  readonly kind: "api_key" | "client_secret";
  /** What its owner calls it, perhaps nothing; of a secret, its client's name or else client_id. */
  readonly name: string;
  /** Its first characters. */
  readonly prefix: string;
  readonly application: { readonly id: string; readonly name: string };
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** When the one in force was made that has taken its place; null where there is none. */
  readonly succeededAt: Date | null;
  /** False of a key that was rotated before, whatever became of the other. */
  readonly canRotate: boolean;
  /** Null where it never was, and of every secret: uses are known of the client as a whole. */
  readonly lastUsedAt: Date | null;
};

/** What ends its announcement: `rotate` it, `make_another`, or take the one into use that has its place (`use_successor`). */
export type ExpiryAdvice = "rotate" | "make_another" | "use_successor";

export type AnnouncedCredential = Pick<
  EndingCredential,
  "id" | "kind" | "name" | "prefix" | "application"
> & {
  readonly expiresAt: Date;
  readonly hasEnded: boolean;
  readonly stage: ExpiryStage;
  readonly advice: ExpiryAdvice;
};

export type ExpiryAnnouncement = {
  /** Of those that are announced, named or not. */
  readonly total: number;
  /** The first to end first, MOST_NAMED at most: the first one's stage is the most urgent. */
  readonly credentials: readonly AnnouncedCredential[];
};

/** Ends that can be announced at a moment, as the condition of a query. */
export function announcedEnds(now: Date): { readonly gte: Date; readonly lte: Date } {
  return {
    gte: new Date(now.getTime() - ANNOUNCED_DAYS_AFTER * DAY_MS),
    lte: new Date(now.getTime() + announcedDays[0] * DAY_MS),
  };
}

/** What to announce of these credentials now. */
export function announceExpiry(credentials: readonly EndingCredential[], now: Date): ExpiryAnnouncement {
  const announced = credentials
    .flatMap((credential) => announceOne(credential, now))
    .sort((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime() || (a.id < b.id ? -1 : 1));
  return { total: announced.length, credentials: announced.slice(0, MOST_NAMED) };
}

function announceOne(credential: EndingCredential, now: Date): readonly AnnouncedCredential[] {
  const { id, kind, name, prefix, application, expiresAt, revokedAt } = credential;
  if (expiresAt === null || revokedAt !== null) return [];
  const leftMs = expiresAt.getTime() - now.getTime();
  const stage = stageOf(leftMs);
  const hasEnded = leftMs <= 0;
  if (stage === null || (credential.succeededAt !== null && (hasEnded || !mayBeInUse(credential)))) return [];
  const advice = adviceOf(credential, hasEnded);
  return [{ id, kind, name, prefix, application, expiresAt, hasEnded, stage, advice }];
}

function stageOf(leftMs: number): ExpiryStage | null {
  if (leftMs < -ANNOUNCED_DAYS_AFTER * DAY_MS) return null;
  return announcedDays.findLast((days) => leftMs <= Math.max(days, 1) * DAY_MS) ?? null;
}

/** Whether somebody may still have it although another has taken its place. */
function mayBeInUse({ kind, succeededAt, lastUsedAt }: EndingCredential): boolean {
  if (kind === "client_secret") return true;
  return succeededAt !== null && lastUsedAt !== null && lastUsedAt > succeededAt;
}

function adviceOf({ kind, succeededAt, canRotate }: EndingCredential, hasEnded: boolean): ExpiryAdvice {
  if (succeededAt !== null) return "use_successor";
  // A client goes on without a secret and can be given one; a key is the credential itself.
  return kind === "client_secret" || (canRotate && !hasEnded) ? "rotate" : "make_another";
}
