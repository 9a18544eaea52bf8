// Makes the tests of endpoints that people ask for in the portal: takes them from the database, opens what they send,
// dials, and writes what the backends said.
import type { Logger } from "pino";
import type { Db } from "#lib/db/db.ts";
import type { JudgeEgress } from "#lib/egress/egress-policy.ts";
import {
  answerEndpointTest,
  pruneEndpointTests,
  type TakenTest,
  takeEndpointTests,
} from "#lib/endpoint-tests/answering/commands.ts";
import {
  DIALS_AT_ONCE,
  type EndpointTestAnswer,
  type EndpointTestRequest,
} from "#lib/endpoint-tests/test-request.ts";
import { probeEndpoint } from "#lib/endpoints/commands.ts";
import type { EndpointProbe } from "#lib/endpoints/endpoint-probe.ts";
import type { SecretOpener } from "./secret-opener.ts";

/** Tests at a time: the primary also hands out connections. What waits is another gateway's, or comes next. */
const mostAtOnce = 8;
/** One person's of these: a backend that hangs holds a test for a minute. */
const mostOfOne = 2;

type EndpointTestsOptions = {
  readonly gatewayId: string;
  readonly log: Pick<Logger, "info" | "warn">;
  readonly opener: Pick<SecretOpener, "openDial">;
  /** Where a person's request may lead, by whether the portal or this gateway runs in production. */
  readonly judgeEgress: (isProduction: boolean) => JudgeEgress;
};

export class EndpointTests {
  readonly #options: EndpointTestsOptions;
  /** How many are under way, by person. */
  readonly #underWay = new Map<string, number>();

  constructor(options: EndpointTestsOptions) {
    this.#options = options;
  }

  /** Takes what waits and begins with it; answers come when they come. */
  async follow(db: Db): Promise<void> {
    const underWay = this.#underWay;
    const most = mostAtOnce - underWay.values().reduce((sum, count) => sum + count, 0);
    if (most === 0) return;
    const of = (person: string) => mostOfOne - (underWay.get(person) ?? 0);
    const busy = [...underWay.keys()].filter((person) => of(person) === 0);
    const { gatewayId } = this.#options;
    const room = { most, of };
    for (const test of await takeEndpointTests(db, { gatewayId, now: new Date(), room, busy })) {
      this.#count(test.requestedBy, 1);
      this.#make(db, test)
        .catch((error: unknown) =>
          this.#options.log.warn(
            { err: error, test: test.id },
            "a test of an endpoint could not be answered",
          ),
        )
        .finally(() => this.#count(test.requestedBy, -1));
    }
  }

  #count(person: string, by: number): void {
    const count = (this.#underWay.get(person) ?? 0) + by;
    if (count > 0) this.#underWay.set(person, count);
    else this.#underWay.delete(person);
  }

  prune(db: Db): Promise<void> {
    return pruneEndpointTests(db, new Date());
  }

  async #make(db: Db, { id, requestedBy, request }: TakenTest): Promise<void> {
    if (request === null) {
      this.#options.log.warn(
        { test: id },
        "a test of an endpoint does not parse: is the portal of another version?",
      );
      return;
    }
    const { apiId, urls } = request;
    this.#options.log.info({ apiId, requestedBy, dials: urls.length }, "testing an endpoint");
    await answerEndpointTest(db, id, await this.#probe(request));
  }

  async #probe({
    apiId,
    urls,
    timeoutMs,
    isProduction,
    ...sealed
  }: EndpointTestRequest): Promise<EndpointTestAnswer> {
    const { opener, judgeEgress, log } = this.#options;
    const { isOpen, problems, headers, tls } = opener.openDial(apiId, urls, sealed);
    if (!isOpen) {
      log.warn({ apiId, problems }, "an endpoint cannot be tested: its credentials cannot be used");
      return { kind: "locked" };
    }
    const judge = judgeEgress(isProduction);
    const probes: EndpointProbe[] = [];
    for (let start = 0; start < urls.length; start += DIALS_AT_ONCE) {
      const batch = urls.slice(start, start + DIALS_AT_ONCE);
      const options = { timeoutMs, headers, tls };
      probes.push(...(await Promise.all(batch.map((url) => probeEndpoint(url, judge, options)))));
    }
    return { kind: "probed", probes };
  }
}
