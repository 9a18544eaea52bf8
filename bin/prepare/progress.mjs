// Says what a long start is doing: `[1/6] Installing packages … 48 s`. On a terminal the seconds count up
// in place; in a log file a line follows every 15 seconds, so that silence never looks like a hang.

const heartbeatMs = 15_000;

/** `0.4 s`, `48 s`, `2 min 5 s`. */
export function formatDuration(ms) {
  if (ms < 9_950) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

export class Progress {
  /**
   * @param {{ total: number, out?: NodeJS.WriteStream, now?: () => number }} options total: the number of
   *   steps that will be announced
   */
  constructor({ total, out = process.stdout, now = Date.now }) {
    this.total = total;
    this.out = out;
    this.now = now;
    this.done = 0;
  }

  /**
   * Announces a step and runs it, unless it is up to date already.
   * @param {string} title
   * @param {() => unknown} run what to do; rejects when it failed
   * @param {() => boolean | Promise<boolean>} [isCurrent] true: nothing to do
   */
  async step(title, run, isCurrent = () => false) {
    this.done += 1;
    const label = `[${this.done}/${this.total}] ${title}`;
    if (await isCurrent()) {
      this.out.write(`${label} … up to date\n`);
      return;
    }
    const startedAt = this.now();
    const finish = this.#count(label, startedAt);
    try {
      await run();
    } catch (error) {
      finish(`failed after ${formatDuration(this.now() - startedAt)}`);
      throw error;
    }
    finish(formatDuration(this.now() - startedAt));
  }

  /** A step whose own output follows line by line: announced once, timed at the end, never rewritten. */
  async announce(title, run) {
    this.done += 1;
    const startedAt = this.now();
    const label = `[${this.done}/${this.total}] ${title}`;
    this.out.write(`${label} …\n`);
    await run();
    this.out.write(`${label} … ${formatDuration(this.now() - startedAt)}\n`);
  }

  #count(label, startedAt) {
    const isTerminal = Boolean(this.out.isTTY);
    this.out.write(isTerminal ? `${label} …` : `${label} …\n`);
    const timer = setInterval(
      () => {
        const text = `${label} … ${formatDuration(Math.round((this.now() - startedAt) / 1_000) * 1_000)}`;
        this.out.write(isTerminal ? `\r\x1b[K${text}` : `${text}\n`);
      },
      isTerminal ? 1_000 : heartbeatMs,
    );
    return (text) => {
      clearInterval(timer);
      this.out.write(isTerminal ? `\r\x1b[K${label} … ${text}\n` : `${label} … ${text}\n`);
    };
  }
}
