// A limit of the time that a thread may take of the processor. By the clock, work of a tenth of a second would be refused
// where the machine is busy with other things.
import type { Worker } from "node:worker_threads";

/** By the clock a thread may take that many times its limit, whatever it uses: it may be stuck where nobody can ask it. */
const PATIENCE = 8;
const SHORTEST_WAIT_MS = 50;

/** Calls once the thread has used so much from now on. Returns what ends the watch. */
export function limitTime(worker: Worker, limitMs: number, onOver: () => void): () => void {
  const before = usedMs(worker);
  let timer = setTimeout(() => void look(), limitMs);
  const last = setTimeout(() => over(), PATIENCE * limitMs);
  let isEnded = false;
  const end = () => {
    isEnded = true;
    clearTimeout(timer);
    clearTimeout(last);
  };
  const over = () => {
    end();
    onOver();
  };
  const look = async () => {
    const used = (await usedMs(worker)) - (await before);
    if (isEnded) return;
    if (used >= limitMs) return over();
    timer = setTimeout(() => void look(), Math.max(SHORTEST_WAIT_MS, limitMs - used));
  };
  return end;
}

async function usedMs(worker: Worker): Promise<number> {
  try {
    const { user, system } = await worker.cpuUsage();
    return (user + system) / 1000;
  } catch {
    // It has ended, which its owner hears.
    return 0;
  }
}
