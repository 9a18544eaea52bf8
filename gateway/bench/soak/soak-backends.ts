// The backends of a soak and the APIs in front of them: one that lives, and one that is killed and comes back.
import { setTimeout as wait } from "node:timers/promises";
import { BenchProcess } from "#gateway/bench/bench-process.ts";
import type { RealGateway, ServedApi } from "#gateway/bench/contestants/real-gateway.ts";
import { accepted } from "#gateway/test-kit/accepted.ts";
import * as apis from "#lib/apis/commands.ts";
import { findApi } from "#lib/apis/repository.ts";
import * as deployments from "#lib/deployments/commands.ts";
import { maskEndpoint } from "#lib/endpoints/endpoint-settings.ts";
import { defaultEndpointOptions, endpointOptionsSchema } from "#lib/routes/endpoint-pool.ts";

const LIVES_MS = 6_000;
const DEAD_MS = 3_000;

/** One API with the backend that lives, one with both. */
export type SoakApis = { readonly steady: ServedApi; readonly mortal: ServedApi };

/** Publishes both; resolves once they are served. */
export async function publishSoakApis(
  gateway: RealGateway,
  steadyPort: number,
  mortalPort: number,
): Promise<SoakApis> {
  const steady = await gateway.publish("steady", steadyPort);
  const mortal = await gateway.publish("mortal", steadyPort);
  const { context } = gateway;
  const api = await findApi(context.db, mortal.apiId);
  if (api === null) throw new Error("the API was not made");
  const options = endpointOptionsSchema.parse({
    others: [{ url: `ws://127.0.0.1:${mortalPort}` }],
    health: { intervalMs: 1_000, timeoutMs: 1_000, healthyAfter: 1, unhealthyAfter: 2 },
  });
  const endpoints = {
    production: maskEndpoint(`ws://127.0.0.1:${steadyPort}`, options, new Map()),
    sandbox: maskEndpoint("", defaultEndpointOptions, new Map()),
  };
  const saving = { apiId: api.id, etag: api.etag, ...endpoints };
  const { etag } = accepted(await apis.saveEndpoints(context, saving));
  const deploying = { apiId: api.id, etag, note: "two backends", environmentIds: [] };
  accepted(await deployments.deployCurrent(context, deploying));
  await gateway.servesAll();
  return { steady, mortal };
}

/** The backend that dies: killed, and back on the same port a little later. */
export class MortalBackend {
  #process = new BenchProcess({ file: "soak/soak-backend.ts", args: ["mortal", "0"] });
  #deaths = 0;
  #isStopped = false;
  #running: Promise<void> = Promise.resolve();

  async port(): Promise<number> {
    return (await this.#process.ports()).port;
  }

  startDying(): void {
    this.#running = this.#die();
    // Whoever stops it hears of it.
    this.#running.catch(() => {});
  }

  /** Alive then; resolves to how often it has died. */
  async stopDying(): Promise<number> {
    this.#isStopped = true;
    await this.#running;
    return this.#deaths;
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }

  async #die(): Promise<void> {
    const port = await this.port();
    while (!this.#isStopped) {
      await wait(LIVES_MS);
      await this.#process.kill();
      this.#deaths += 1;
      await wait(DEAD_MS);
      this.#process = new BenchProcess({ file: "soak/soak-backend.ts", args: ["mortal", String(port)] });
      await this.port();
    }
  }
}
