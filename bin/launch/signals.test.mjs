import { describe, expect, it } from "vitest";
import { stopOnSignals } from "./signals.mjs";

function pressing() {
  const did = [];
  const listeners = new Map();
  let time = 0;
  const supervisor = { stop: async (code) => did.push(`stop ${code}`), kill: () => did.push("kill") };
  stopOnSignals(supervisor, {
    say: () => {},
    now: () => time,
    on: (signal, listener) => listeners.set(signal, listener),
    exit: (code) => did.push(`exit ${code}`),
  });
  return {
    did,
    press: (signal, atMs) => {
      time = atMs;
      listeners.get(signal)();
    },
  };
}

describe("Ctrl-C", () => {
  it("stops in order at the first and kills at the second", () => {
    const { did, press } = pressing();
    press("SIGINT", 0);
    expect(did).toEqual(["stop 0"]);
    press("SIGINT", 2_000);
    expect(did).toEqual(["stop 0", "kill", "exit 130"]);
  });

  it("takes the copy of the signal that npm forwards for the same key press", () => {
    const { did, press } = pressing();
    press("SIGINT", 0);
    press("SIGINT", 20);
    expect(did).toEqual(["stop 0"]);
  });

  it("stops on SIGTERM and on a closed terminal too", () => {
    for (const signal of ["SIGTERM", "SIGHUP"]) {
      const { did, press } = pressing();
      press(signal, 0);
      expect(did).toEqual(["stop 0"]);
    }
  });
});
