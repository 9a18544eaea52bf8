// How many passwords are checked at a time: a check costs a core for a twentieth of a second and 32 MB, so whoever may ask
// for one without an account must not get as many as they like.

export type GateLimits = {
  /** Checks at a time. */
  readonly running: number;
  /** How many may wait; known devices have as many places of their own. */
  readonly waiting: number;
  /** How many one client may have running and waiting. */
  readonly perClient: number;
};

type Client = { readonly key: string; readonly isKnown: boolean };

/** A stranger waits for so many known clients at most: somebody who loops with an account of theirs starves nobody. */
const KNOWN_IN_A_ROW = 3;

/** Runs work when it is its turn, known devices first but not for ever; null at once where there is no place. */
export type PasswordGate = <Value>(client: Client, work: () => Promise<Value>) => Promise<Value | null>;

export function createPasswordGate(limits: GateLimits): PasswordGate {
  const known: (() => void)[] = [];
  const strangers: (() => void)[] = [];
  const perClient = new Map<string, number>();
  let running = 0;

  const change = (key: string, by: number) => {
    const count = (perClient.get(key) ?? 0) + by;
    if (count > 0) perClient.set(key, count);
    else perClient.delete(key);
  };
  /** How many known clients had their turn since a stranger had one. */
  let ahead = 0;
  const takeNext = () => {
    const first = ahead < KNOWN_IN_A_ROW ? [known, strangers] : [strangers, known];
    const queue = first.find(({ length }) => length > 0);
    ahead = queue === known ? ahead + 1 : 0;
    return queue?.shift();
  };
  const leave = () => {
    const next = takeNext();
    if (next)
      next(); // takes over the place of who leaves
    else running -= 1;
  };

  return async ({ key, isKnown }, work) => {
    const queue = isKnown ? known : strangers;
    if ((perClient.get(key) ?? 0) >= limits.perClient) return null;
    if (running >= limits.running && queue.length >= limits.waiting) return null;
    change(key, 1);
    try {
      if (running < limits.running) running += 1;
      else await new Promise<void>((resolve) => queue.push(resolve));
      try {
        return await work();
      } finally {
        leave();
      }
    } finally {
      change(key, -1);
    }
  };
}
