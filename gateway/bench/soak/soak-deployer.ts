// Deploys during a soak: the APIs in turn get other limits, with the portal's own commands, while their topics stay.
import { setTimeout as wait } from "node:timers/promises";
import { accepted } from "#gateway/test-kit/accepted.ts";
import { defaultRuntime, type Runtime } from "#lib/apis/api-fields.ts";
import * as apis from "#lib/apis/commands.ts";
import { findApi } from "#lib/apis/repository.ts";
import * as deployments from "#lib/deployments/commands.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";

/** Begins at once. */
export class SoakDeployer {
  #count = 0;
  #isStopped = false;
  readonly #running: Promise<void>;

  constructor(context: CommandContext, apiIds: readonly string[], perMinute: number) {
    this.#running = this.#run(context, apiIds, 60_000 / perMinute);
    // Whoever stops it hears of it.
    this.#running.catch(() => {});
  }

  /** Finishes the deploy at hand; resolves to how many there were. Rejects where one was refused. */
  async stop(): Promise<number> {
    this.#isStopped = true;
    await this.#running;
    return this.#count;
  }

  async #run(context: CommandContext, apiIds: readonly string[], everyMs: number): Promise<void> {
    let dueMs = performance.now();
    while (!this.#isStopped) {
      const apiId = apiIds[this.#count % apiIds.length] ?? "";
      await deployLimits(context, apiId, Math.floor(this.#count / apiIds.length));
      this.#count += 1;
      dueMs += everyMs;
      await wait(Math.max(0, dueMs - performance.now()));
    }
  }
}

async function deployLimits(context: CommandContext, apiId: string, turn: number): Promise<void> {
  const api = await findApi(context.db, apiId);
  if (api === null) throw new Error("the API of the soak is gone");
  const { security } = defaultRuntime;
  const saving = { apiId, etag: api.etag, security, limits: limitsOf(turn) };
  const { etag } = accepted(await apis.saveRuntime(context, saving));
  accepted(await deployments.deployCurrent(context, { apiId, etag, note: "soak", environmentIds: [] }));
}

/** Other limits than the turn before; none of them is reached. */
function limitsOf(turn: number): Runtime["limits"] {
  const step = turn % 5;
  const allowance = { perSecond: 10_000 + step, burst: 10_000, action: "slow" } as const;
  return {
    ...defaultRuntime.limits,
    idleTimeoutMs: 600_000 + step * 1_000,
    maxMessageBytes: 1_048_576 + step,
    rateLimits: [
      { scope: "connection", direction: "fromClient", unit: "messages", ...allowance },
      { scope: "connection", direction: "fromBackend", unit: "messages", ...allowance },
    ],
  };
}
