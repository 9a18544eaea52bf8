"use client";
// The thread of a page that works on its definition's text. Started when it is first asked.
import { useEffect, useState } from "react";
import { DefinitionWork, type PortEvents, type WorkPort } from "./definition-work.ts";

/** Real documents take a fraction of it; what takes longer was made to. */
const timeLimitMs = 8000;

export function useDefinitionWork(): DefinitionWork {
  const [work] = useState(() => new DefinitionWork(openWorker, timeLimitMs));
  useEffect(() => () => work.end(), [work]);
  return work;
}

function openWorker({ onAnswer, onFailure }: PortEvents): WorkPort {
  const worker = new Worker(new URL("./definition-worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }) => onAnswer(data));
  worker.addEventListener("error", onFailure);
  return { post: (request) => worker.postMessage(request), end: () => worker.terminate() };
}
