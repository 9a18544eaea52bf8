import path from "node:path";
import { describe, expect, it } from "vitest";
import { machineEnvironment, refuseOldNode, root, sluiceEnvironment } from "./runtime.mjs";

const bin = (folder) => path.join(folder, "node_modules", ".bin");

describe("environments", () => {
  it("npm sees the machine's PATH, without what an outer npm put in front", () => {
    const PATH = [
      bin(root),
      bin(path.dirname(root)),
      "/npm/node-gyp-bin",
      "/opt/node/node_modules/.bin",
      "/usr/bin",
    ];
    const env = machineEnvironment({ PATH: PATH.join(path.delimiter), HOME: "/root" });
    expect(env).toMatchObject({
      HOME: "/root",
      PATH: ["/opt/node/node_modules/.bin", "/usr/bin"].join(path.delimiter),
    });
  });

  it("Sluice's processes find this repository's tools first", () => {
    const env = sluiceEnvironment("/repo/node_modules/node/bin/node", { PATH: "/usr/bin" });
    expect(env.PATH).toBe([bin(root), "/repo/node_modules/node/bin", "/usr/bin"].join(path.delimiter));
  });
});

describe("the machine's Node", () => {
  it.each(["18.20.4", "20.18.1"])("%s is too old to install with", (version) => {
    expect(() => refuseOldNode(version)).toThrow(`needs Node 20.19 or later; this machine has ${version}`);
  });

  it.each(["20.19.0", "22.12.0", "24.21.0"])("%s will do", (version) => {
    expect(() => refuseOldNode(version)).not.toThrow();
  });
});
