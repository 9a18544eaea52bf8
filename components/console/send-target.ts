// To whom the next message goes: the connection that was chosen, or the newest where none was. Never another one because
// that one closed: what was meant for user A would go to user B.

import { stateWords } from "./connection-words.ts";
import type { ConsoleConnection } from "./console-connection.ts";

/** `chosen` is null where nobody chose; null where the one that was chosen is not there any more, or there is none. */
export function sendTarget(
  connections: readonly ConsoleConnection[],
  chosen: number | null,
): ConsoleConnection | null {
  const own = connections.filter(isOwn);
  return (chosen === null ? own.at(-1) : own.find(({ id }) => id === chosen)) ?? null;
}

/** Those that a message can be meant for: the open ones, and the target where it is not open. */
export function sendChoices(
  connections: readonly ConsoleConnection[],
  target: ConsoleConnection | null,
): readonly ConsoleConnection[] {
  return connections.filter((connection) => isOpen(connection) || connection.id === target?.id);
}

/** Why nothing can be sent, in words; null where it can. */
export function unsendableWords(
  target: ConsoleConnection | null,
  choices: readonly ConsoleConnection[],
): string | null {
  if (target && isOpen(target)) return null;
  const others = choices.filter(({ id }) => id !== target?.id);
  if (!target) return others.length === 0 ? "Connect first." : "Choose whom it goes to.";
  const state = `${target.name} is ${stateWords[target.attempt.state]}`;
  if (target.attempt.state === "connecting") return state;
  if (target.attempt.state === "forbidden") return `${state}.`;
  return `${state}: reconnect it${others.length === 0 ? "" : ", or choose another"}.`;
}

export function isOpen({ attempt }: ConsoleConnection): boolean {
  return attempt.state === "open";
}

/** Those of a file were never connected here. */
function isOwn({ attempt }: ConsoleConnection): boolean {
  return attempt.url !== "";
}
