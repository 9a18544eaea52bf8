// What happened on each topic since it was last asked: the gateway's meter, for charts and metrics. Counting is all it
// does; whoever asks carries the numbers on.
import { bucketOf } from "#lib/gateways/usage/histogram.ts";
import { emptyUsage, type UsageSample } from "#lib/gateways/usage/usage.ts";

/** Most topics told apart; what happens on others is counted under the API, with an empty topic. */
const MOST_TOPICS = 2_000;

type Mutable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };

/** The tally of one topic. Payload bytes; `in` is from clients to backends. */
export class TopicTally {
  readonly apiId: string;
  readonly topic: string;
  #sample: Mutable<UsageSample>;
  #open = 0;
  #isTouched = false;

  constructor(apiId: string, topic: string) {
    this.apiId = apiId;
    this.topic = topic;
    this.#sample = emptyUsage(apiId, topic);
  }

  /** A connection opened; its backend had answered after so long. */
  opened(dialMs: number): void {
    this.#open += 1;
    this.#sample.connections += 1;
    count(this.#sample.details.dial, dialMs);
    this.#isTouched = true;
  }

  closed(code: number): void {
    this.#open -= 1;
    add(this.#sample.details.closeCodes, String(code));
    this.#isTouched = true;
  }

  refused(code: string): void {
    add(this.#sample.details.refusals, code);
    this.#isTouched = true;
  }

  passed(messagesIn: number, bytesIn: number, messagesOut: number, bytesOut: number): void {
    this.#sample.messagesIn += messagesIn;
    this.#sample.bytesIn += bytesIn;
    this.#sample.messagesOut += messagesOut;
    this.#sample.bytesOut += bytesOut;
    this.#isTouched = true;
  }

  /** Messages of the backend were left out for want of Subscribe. */
  dropped(messages: number): void {
    this.#sample.details.dropped += messages;
    this.#isTouched = true;
  }

  /** Bytes spent so long in the gateway. */
  delayed(durationMs: number): void {
    count(this.#sample.details.latency, durationMs);
    this.#isTouched = true;
  }

  /** What happened since the last call; null where nothing did and nobody is connected. */
  take(): UsageSample | null {
    if (!this.#isTouched && this.#open === 0) return null;
    const sample = { ...this.#sample, openConnections: this.#open };
    this.#sample = emptyUsage(this.apiId, this.topic);
    this.#isTouched = false;
    return sample;
  }
}

/** The tallies of a worker. */
export class UsageTally {
  readonly #topics = new Map<string, TopicTally>();

  of(apiId: string, topic: string): TopicTally {
    const known = this.#topics.get(`${apiId} ${topic}`);
    if (known !== undefined) return known;
    const isRoom = topic === "" || this.#topics.size < MOST_TOPICS;
    if (!isRoom) return this.of(apiId, "");
    const tally = new TopicTally(apiId, topic);
    this.#topics.set(`${apiId} ${topic}`, tally);
    return tally;
  }

  /** What happened since the last call. */
  take(): UsageSample[] {
    const samples: UsageSample[] = [];
    for (const [key, tally] of this.#topics) {
      const sample = tally.take();
      if (sample !== null) samples.push(sample);
      else this.#topics.delete(key);
    }
    return samples;
  }
}

function count(histogram: UsageSample["details"]["dial"], durationMs: number): void {
  const index = bucketOf(durationMs);
  histogram[index] = (histogram[index] ?? 0) + 1;
}

function add(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
