// The meter of one direction, and what it has been told so far: what lies between two tellings is what has passed.
import type { Meter, MeterVerdict } from "#gateway/data-plane/limits/meter.ts";

/** Made only where something limits the direction. Counts are those of the direction, which only grow. */
export class Metering {
  /** Time of what is being read, in milliseconds. */
  nowMs = 0;
  readonly #meter: Meter;
  #chargedMessages: number;
  #chargedBytes: number;
  #holdMs = 0;

  /** Begins to charge behind these counts. */
  constructor(meter: Meter, messages: number, payloadBytes: number) {
    this.#meter = meter;
    this.#chargedMessages = messages;
    this.#chargedBytes = payloadBytes;
  }

  /** Whether a message may pass that begins with so many bytes, after those that have passed. */
  judge(messages: number, payloadBytes: number, nextBytes: number): MeterVerdict {
    this.#charge(messages, payloadBytes);
    return this.#meter.judge(this.nowMs, nextBytes);
  }

  /** The same of a control frame. */
  judgeControl(messages: number, payloadBytes: number, nextBytes: number): MeterVerdict {
    this.#charge(messages, payloadBytes);
    return this.#meter.judgeControl(this.nowMs, nextBytes);
  }

  /** For how many milliseconds to read no more, after what has passed; tells it once. */
  takeHoldMs(messages: number, payloadBytes: number): number {
    this.#charge(messages, payloadBytes);
    const holdMs = this.#holdMs;
    this.#holdMs = 0;
    return holdMs;
  }

  #charge(messages: number, payloadBytes: number): void {
    const newMessages = messages - this.#chargedMessages;
    const newBytes = payloadBytes - this.#chargedBytes;
    if (newMessages + newBytes === 0) return;
    this.#chargedMessages = messages;
    this.#chargedBytes = payloadBytes;
    this.#holdMs = Math.max(this.#holdMs, this.#meter.charge(newMessages, newBytes, this.nowMs));
  }
}
