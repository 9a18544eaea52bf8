// The heap of a page and of the threads it started, after what nobody holds any more was collected.
import type { Page } from "@playwright/test";
import { z } from "zod";

const heapUsage = z.object({ usedSize: z.number() });
const answered = z.object({ id: z.number(), result: z.unknown() });

/** Asks a page's heap: `read` gives megabytes in use, of the page and its threads together. */
export async function watchHeap(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  const threads = new Set<string>();
  const asked = new Map<number, (result: unknown) => void>();
  let lastId = 0;
  cdp.on("Target.attachedToTarget", ({ sessionId }) => threads.add(sessionId));
  cdp.on("Target.detachedFromTarget", ({ sessionId }) => threads.delete(sessionId));
  cdp.on("Target.receivedMessageFromTarget", ({ message }) => {
    const answer = answered.safeParse(JSON.parse(message));
    if (answer.success) asked.get(answer.data.id)?.(answer.data.result);
  });
  await cdp.send("Target.setAutoAttach", {
    ...{ autoAttach: true, waitForDebuggerOnStart: false, flatten: false },
  });
  const askThread = async (sessionId: string, method: string) => {
    lastId += 1;
    const { promise, resolve } = Promise.withResolvers<unknown>();
    asked.set(lastId, resolve);
    const message = JSON.stringify({ id: lastId, method });
    await cdp.send("Target.sendMessageToTarget", { sessionId, message });
    return await promise;
  };
  const read = async (): Promise<number> => {
    await cdp.send("HeapProfiler.collectGarbage");
    let bytes = (await cdp.send("Runtime.getHeapUsage")).usedSize;
    for (const thread of threads) {
      await askThread(thread, "HeapProfiler.collectGarbage");
      bytes += heapUsage.parse(await askThread(thread, "Runtime.getHeapUsage")).usedSize;
    }
    return bytes / 1e6;
  };
  return { read };
}
