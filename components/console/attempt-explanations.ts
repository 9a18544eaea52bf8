// Why attempts did not come about, or ended: the gateway is asked through the portal, wherever in the portal the page is. A
// connection that is kept is refused again and again where nobody heeds why.
import type { Action } from "#components/ui/use-action.ts";
import type { Attempt } from "#lib/console/attempt.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";
import type { ConsoleConnection } from "./console-connection.ts";
import type { RefusedAttempt } from "./refused-attempt.ts";

/** What the gateway's record says of an attempt; null where there is none yet. */
export type Explanation = {
  readonly connectionId: string;
  readonly happened: string;
  readonly advice: string;
  /** False where the attempt had no name to find it by: it may be that of another client at the same path. */
  readonly isCertain: boolean;
  /** Of a refusal: whether another attempt is in vain, and how long to wait else. Null of a connection that came about. */
  readonly refusal: { readonly isLasting: boolean; readonly retryAfterSeconds: number } | null;
  /** What the gateway saw of the handshake, in words; empty of a refusal. */
  readonly handshake: string;
} | null;

type Question = { path: string; sinceMs: number; attemptId: string | null; isLastTry: boolean };
export type ExplainAttempt = Action<Question & { apiId: string }, Explanation>;
export type AskWhy = (question: Question) => Promise<Outcome<Explanation>>;

export type ToldWhy =
  | { readonly kind: "asking" }
  | { readonly kind: "found"; readonly found: NonNullable<Explanation> }
  /** No gateway has a record of it. */
  | { readonly kind: "none" }
  /** Nobody looked for a record, or could. */
  | { readonly kind: "not looked for"; readonly why: string };

/** By the connection: of its newest attempt that ended. */
export type ToldAttempts = ReadonlyMap<number, { readonly attempt: number; readonly told: ToldWhy }>;

type Listener = {
  /** Another map whenever something changed. */
  readonly onTold: (told: ToldAttempts) => void;
  /** Told of a refusal that was certainly that of an attempt of this connection. */
  readonly onRefused: (id: number, refusal: RefusedAttempt) => void;
};

/** Gateways report within a second. */
const ASK_AFTER_MS = [300, 700, 1000, 1500, 2000];

export class AttemptExplanations {
  readonly #listener: Listener;
  #ask: AskWhy | null = null;
  #told: ToldAttempts = new Map();

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** How to ask from now on: as the person whom the newest page is for. */
  askWith(ask: AskWhy): void {
    this.#ask = ask;
  }

  /** Asks about attempts that have ended since it was called last. */
  take(connections: readonly ConsoleConnection[]): void {
    const ids = new Set(connections.map(({ id }) => id));
    this.#told = new Map([...this.#told].filter(([id]) => ids.has(id)));
    for (const { id, attempt } of connections) {
      if (!callsForWhy(attempt) || this.#told.get(id)?.attempt === attempt.number) continue;
      this.#tell(id, attempt, { kind: "asking" });
      void this.#explain(id, attempt);
    }
  }

  async #explain(id: number, attempt: Attempt): Promise<void> {
    const { url, startedAt, attemptId } = attempt;
    const question = { path: new URL(url).pathname, sinceMs: Math.floor(startedAt), attemptId };
    let told: ToldWhy = { kind: "none" };
    for (const [tries, waitMs] of ASK_AFTER_MS.entries()) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      const outcome = await this.#ask?.({ ...question, isLastTry: tries === ASK_AFTER_MS.length - 1 });
      if (!outcome) return;
      told = toldOf(outcome);
      if (told.kind === "found" || (!outcome.ok && outcome.code !== "unreachable")) break;
    }
    // Also where the next attempt has begun by now: it would be refused as this one was.
    if (told.kind === "found" && told.found.refusal && told.found.isCertain)
      this.#listener.onRefused(id, { ...told.found, ...told.found.refusal });
    if (this.#told.get(id)?.attempt === attempt.number) this.#tell(id, attempt, told);
  }

  #tell(id: number, { number: attempt }: Attempt, told: ToldWhy): void {
    this.#told = new Map([...this.#told, [id, { attempt, told }]]);
    this.#listener.onTold(this.#told);
  }
}

/** Not one that somebody gave up, that the browser forbade, or that ended well. */
function callsForWhy({ close }: Attempt): boolean {
  return close !== null && close.code !== 1000;
}

function toldOf(outcome: Outcome<Explanation>): ToldWhy {
  if (outcome.ok) return outcome.value ? { kind: "found", found: outcome.value } : { kind: "none" };
  const why = outcome.code === "unreachable" ? "The portal did not answer." : outcome.message;
  return { kind: "not looked for", why };
}
