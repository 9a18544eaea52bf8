// Traffic of one topic of an API during a stretch of time, as gateways report it and the portal charts it.
import { z } from "zod";
import { addHistograms, durationBoundsMs, emptyHistogram } from "./histogram.ts";

const histogramSchema = z.array(z.number()).length(durationBoundsMs.length + 1);
const countsSchema = z.record(z.string(), z.number());

/** What has no column of its own. */
export const usageDetailsSchema = z.object({
  /** Ended connections by close code. */
  closeCodes: countsSchema,
  /** Refused handshakes by the code of their problem. */
  refusals: countsSchema,
  /** Messages of backends that were left out: the topic has no Subscribe, or the client no scope to receive. */
  dropped: z.number().default(0),
  /** Time until the backend had answered the handshake. */
  dial: histogramSchema,
  /** Time that bytes spent in the gateway, sampled. */
  latency: histogramSchema,
});
export type UsageDetails = z.infer<typeof usageDetailsSchema>;

/** Deltas of one topic; `openConnections` is the number at the end. The topic of a refused handshake may be empty. */
export type UsageSample = {
  readonly apiId: string;
  readonly topic: string;
  readonly connections: number;
  readonly openConnections: number;
  readonly messagesIn: number;
  readonly messagesOut: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly details: UsageDetails;
};

/** Nothing happened. */
export function emptyUsage(apiId: string, topic: string): UsageSample {
  return {
    apiId,
    topic,
    connections: 0,
    openConnections: 0,
    messagesIn: 0,
    messagesOut: 0,
    bytesIn: 0,
    bytesOut: 0,
    details: {
      closeCodes: {},
      refusals: {},
      dropped: 0,
      dial: emptyHistogram(),
      latency: emptyHistogram(),
    },
  };
}

/** Two samples of the same stretch of time, from different workers or gateways. */
export function addUsage(one: UsageSample, other: UsageSample): UsageSample {
  return { ...addTraffic(one, other), openConnections: one.openConnections + other.openConnections };
}

/** A sample and the one that followed it: the number of open connections is the later one's. */
export function continueUsage(earlier: UsageSample, later: UsageSample): UsageSample {
  return { ...addTraffic(earlier, later), openConnections: later.openConnections };
}

function addTraffic(one: UsageSample, other: UsageSample): UsageSample {
  return {
    ...one,
    connections: one.connections + other.connections,
    messagesIn: one.messagesIn + other.messagesIn,
    messagesOut: one.messagesOut + other.messagesOut,
    bytesIn: one.bytesIn + other.bytesIn,
    bytesOut: one.bytesOut + other.bytesOut,
    details: {
      closeCodes: addCounts(one.details.closeCodes, other.details.closeCodes),
      refusals: addCounts(one.details.refusals, other.details.refusals),
      dropped: one.details.dropped + other.details.dropped,
      dial: addHistograms(one.details.dial, other.details.dial),
      latency: addHistograms(one.details.latency, other.details.latency),
    },
  };
}

function addCounts(one: Record<string, number>, other: Record<string, number>): Record<string, number> {
  const sum = { ...one };
  for (const [key, count] of Object.entries(other)) sum[key] = (sum[key] ?? 0) + count;
  return sum;
}
