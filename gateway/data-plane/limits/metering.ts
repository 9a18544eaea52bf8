// The meter of one direction, and what it has been told so far: what lies between two tellings is what has passed. Messages
// that arrive together are judged together where there is room for more than one.
import { type Meter, type MeterVerdict, meterVerdict } from "#gateway/data-plane/limits/meter.ts";

/** Made only where something limits the direction. Counts are those of the direction, which only grow. */
export class Metering {
  /** Time of what is being read, in milliseconds. */
  nowMs = 0;
  readonly #meter: Meter;
  #chargedMessages: number;
  #chargedBytes: number;
  #holdMs = 0;
  /** What the meter left free at its last verdict, and what has passed of it: as long as nothing else is judged. */
  #freeMessages = 0;
  #freeBytes = 0;
  #untakenMessages = 0;

  /** Begins to charge behind these counts. */
  constructor(meter: Meter, messages: number, payloadBytes: number) {
    this.#meter = meter;
    this.#chargedMessages = messages;
    this.#chargedBytes = payloadBytes;
  }

  /** Whether a message may pass that begins with so many bytes, after those that have passed. */
  judge(messages: number, payloadBytes: number, nextBytes: number): MeterVerdict {
    if (this.#freeMessages >= 1 && payloadBytes - this.#chargedBytes + nextBytes <= this.#freeBytes) {
      this.#freeMessages -= 1;
      this.#untakenMessages += 1;
      return meterVerdict.pass;
    }
    this.#charge(messages, payloadBytes);
    const verdict = this.#meter.judge(this.nowMs, nextBytes);
    const { free } = this.#meter;
    if (verdict === meterVerdict.pass && free !== undefined) {
      this.#freeMessages = free.messages;
      this.#freeBytes = free.payloadBytes;
    }
    return verdict;
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
    this.#freeMessages = 0;
    if (this.#untakenMessages > 0) this.#meter.take?.(this.#untakenMessages);
    this.#untakenMessages = 0;
    const newMessages = messages - this.#chargedMessages;
    const newBytes = payloadBytes - this.#chargedBytes;
    if (newMessages + newBytes === 0) return;
    this.#chargedMessages = messages;
    this.#chargedBytes = payloadBytes;
    this.#holdMs = Math.max(this.#holdMs, this.#meter.charge(newMessages, newBytes, this.nowMs));
  }
}
