// How soon a revocation closes hundreds of live connections at once: 1,000 on real sockets through the whole gateway, half of
// them with the key of one application and half with that of another. Checks that those and only those close.
import { BenchProcess } from "#gateway/bench/bench-process.ts";
import { RealGateway } from "#gateway/bench/contestants/real-gateway.ts";
import { accepted } from "#gateway/test-kit/accepted.ts";
import { subscribedApplication } from "#gateway/test-kit/subscribed-application.ts";
import { TestClient } from "#gateway/test-kit/test-client.ts";
import { revokeKey } from "#lib/credentials/api-keys/commands.ts";
import { defaultPlanId } from "#lib/plans/plan.ts";

export const CONNECTIONS_EACH = 500;
const WORKERS = 2;
const OPENED_AT_ONCE = 50;
/** By then a connection has been forgotten rather than closed late. */
const GIVEN_UP_AFTER_MS = 30_000;
const REVOKED_CODE = 4401;

/** What became of the connections. */
export type MassRevocation = {
  /** How many were closed, by close code. */
  readonly closed: ReadonlyMap<number, number>;
  /** From the command until the last of them was closed. */
  readonly closedMs: number;
  /** Connections of the other application that still echo. */
  readonly echoing: number;
  /** What should have been otherwise. */
  readonly wrong: readonly string[];
};

/** Opens them, revokes the one key and waits for what becomes of them. */
export async function measureMassRevocation(): Promise<MassRevocation> {
  const backend = new BenchProcess({ file: "contestants/echo-backend.ts" });
  let gateway: RealGateway | null = null;
  const clients: TestClient[] = [];
  try {
    gateway = await RealGateway.start(WORKERS, 0);
    const { apiId, target } = await gateway.publish("revoked", (await backend.ports()).port);
    const subscribed = { apiId, planId: defaultPlanId };
    const leaver = await subscribedApplication(gateway.context, subscribed);
    const stayer = await subscribedApplication(gateway.context, subscribed);
    await gateway.servesAll();
    const url = gateway.process.wsUrl + target.path;
    const going = await openAll(url, leaver.key, clients);
    const staying = await openAll(url, stayer.key, clients);
    return await revoke(() => revokeKey(leaver.owner, { keyId: leaver.keyId }), going, staying);
  } finally {
    for (const { socket } of clients) socket.terminate();
    await Promise.all([backend.stop(), gateway?.stop()]);
  }
}

async function revoke(
  run: () => ReturnType<typeof revokeKey>,
  going: readonly TestClient[],
  staying: readonly TestClient[],
): Promise<MassRevocation> {
  const startedMs = performance.now();
  let closedMs = 0;
  const closed = new Map<number, number>();
  const closings = going.map(async (client) => {
    const { code } = await client.closed();
    closedMs = performance.now() - startedMs;
    closed.set(code, (closed.get(code) ?? 0) + 1);
  });
  accepted(await run());
  await withinMs(GIVEN_UP_AFTER_MS, Promise.all(closings));
  const answers = await Promise.all(staying.map(echoes));
  const echoing = answers.filter(Boolean).length;
  return { closed, closedMs, echoing, wrong: findWrong(closed, echoing) };
}

function findWrong(closed: ReadonlyMap<number, number>, echoing: number): string[] {
  const revoked = closed.get(REVOKED_CODE) ?? 0;
  return [
    ...(revoked === CONNECTIONS_EACH
      ? []
      : [
          `${revoked} connections of the revoked key were closed with ${REVOKED_CODE}, not ${CONNECTIONS_EACH}`,
        ]),
    ...(echoing === CONNECTIONS_EACH
      ? []
      : [`${echoing} connections of the other application still echo, not ${CONNECTIONS_EACH}`]),
  ];
}

async function echoes(client: TestClient, number: number): Promise<boolean> {
  if (!client.isOpen) return false;
  const text = `still ${number}`;
  const answer = await Promise.race([client.echo(text), client.closed()]);
  return answer === text;
}

/** In portions, as the backlog of a listener is bounded. */
async function openAll(url: string, key: string, opened: TestClient[]): Promise<readonly TestClient[]> {
  const own: TestClient[] = [];
  while (own.length < CONNECTIONS_EACH) {
    const portion = Array.from({ length: OPENED_AT_ONCE }, () => TestClient.connect(url, key));
    own.push(...(await Promise.all(portion)));
  }
  opened.push(...own);
  return own;
}

/** Waits for something, but no longer than that. */
async function withinMs(ms: number, event: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([event, over]);
  clearTimeout(timer);
}
