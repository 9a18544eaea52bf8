// What stands in for the meter of a direction whose type a topic does not have, or its client no scope for: clients are closed, backends' messages
// are taken out.
import {
  type Meter,
  type MeterVerdict,
  meterVerdict,
  type RelayLimits,
} from "#gateway/data-plane/limits/meter.ts";

/** From clients of a topic without Publish. Holds nothing: one for all connections. */
export const noPublish: Meter = {
  exceeded: null,
  judge: () => meterVerdict.close,
  judgeControl: () => meterVerdict.pass,
  charge: () => 0,
};

/** From a client that lacks the scope to send. Holds nothing either. */
export const noPublishScope: Meter = { ...noPublish, lacksScope: true };

/** From the backend on a topic without Subscribe, or to a client that lacks its scope: one for each connection, for it counts. */
export class NoSubscribe implements Meter {
  readonly exceeded = null;
  /** Messages it has had taken out. */
  dropped = 0;

  judge(): MeterVerdict {
    this.dropped += 1;
    return meterVerdict.drop;
  }

  judgeControl(): MeterVerdict {
    return meterVerdict.pass;
  }

  charge(): number {
    return 0;
  }
}

/** Backend messages taken out for want of Subscribe, or of the scope to receive. */
export function droppedBy({ meterFromBackend }: RelayLimits): number {
  return meterFromBackend instanceof NoSubscribe ? meterFromBackend.dropped : 0;
}
