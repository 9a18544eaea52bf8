// What limits what passes: the meter that a relay asks before each data message, and the bounds it keeps.
/** What a meter says of the data message that is about to pass; `tell` takes it out and has the client told so. */
export const meterVerdict = { pass: 0, drop: 1, close: 2, tell: 3 } as const;
export type MeterVerdict = (typeof meterVerdict)[keyof typeof meterVerdict];

/** What one direction of one connection may carry: its rate limits, or nothing where its type is missing. */
export type Meter = {
  /**
   * Asked once before each data message: may it pass? `payloadBytes` is its size as far as it is known, the whole or
   * its first frame; 0 where left out.
   */
  judge(nowMs: number, payloadBytes?: number): MeterVerdict;
  /** Asked before each control frame of so many payload bytes: none is ever taken out, so to pass or to close. */
  judgeControl(nowMs: number, payloadBytes: number): MeterVerdict;
  /** Told what has passed; returns for how many milliseconds to read no more from that side, 0 to read on. */
  charge(messages: number, payloadBytes: number, nowMs: number): number;
  /**
   * After a verdict to pass: how many messages more, and how many bytes with those of the one that was judged, may pass at
   * that moment without being asked for one by one, if {@link take} is told of them before anything else. Left out where
   * each is to be judged.
   */
  readonly free?: { readonly messages: number; readonly payloadBytes: number };
  /** Told how many messages passed without having been asked for. */
  take?(messages: number): void;
  /** After a verdict to close: which limit it was, in words; null where the direction takes no message at all. */
  readonly exceeded: string | null;
  /** True where it takes none for want of a scope; left out where it is for another reason. */
  readonly lacksScope?: boolean;
};

/** What may pass and when a silent leg is asked whether it lives. 0 switches off. */
export type RelayLimits = {
  readonly maxFromClientBytes: number;
  readonly maxFromBackendBytes: number;
  /** Null where nothing limits the direction. */
  readonly meterFromClient: Meter | null;
  readonly meterFromBackend: Meter | null;
  /** Pings and pongs a second, from each side. */
  readonly controlFramesPerSecond: number;
  readonly heartbeatIntervalMs: number;
  readonly heartbeatTimeoutMs: number;
};
