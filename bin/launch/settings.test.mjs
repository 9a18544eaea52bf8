import { describe, expect, it } from "vitest";
import { parseSettings } from "../../lib/kernel/settings.ts";
import { readSettings, refuseProduction } from "./settings.mjs";

describe("launcher settings", () => {
  it("fills in every default, so that all processes agree", () => {
    expect(readSettings({}, "/srv/sluice").env).toEqual({
      PORTAL_PORT: "3000",
      GATEWAY_WS_PORT: "9099",
      GATEWAY_WSS_PORT: "8099",
      GATEWAY_OPS_PORT: "9098",
      SAMPLE_PORT: "9097",
      HOST: "127.0.0.1",
      DATA_DIR: "/srv/sluice/data",
      SLUICE_MODE: "evaluation",
    });
  });

  it("keeps the ops port on loopback when HOST opens the others", () => {
    const { listeners } = readSettings({ HOST: "0.0.0.0", SLUICE_PUBLIC_DEMO: "1" }, "/srv");
    expect(listeners.map(({ variable, host }) => [variable, host])).toContainEqual([
      "GATEWAY_OPS_PORT",
      "127.0.0.1",
    ]);
    expect(listeners.find(({ variable }) => variable === "PORTAL_PORT")?.host).toBe("0.0.0.0");
  });

  it.each([
    ...["0.0.0.0", "::", "10.0.0.1", "sluice.example", "127.evil.example"],
    ...["127.0.0.1", "127.8.8.8", "Localhost", "::1", "[::1]", "::ffff:127.0.0.1"],
  ])("judges HOST=%s as portal and gateway do", (HOST) => {
    const judge = (read) => {
      try {
        return read().HOST;
      } catch (error) {
        return error.message.slice(0, `HOST=${HOST} would open the demo accounts`.length);
      }
    };
    expect(judge(() => readSettings({ HOST }, "/srv").env)).toBe(judge(() => parseSettings({ HOST })));
  });

  it("leaves the sample backend out with SAMPLE_PORT=off", () => {
    const settings = readSettings({ SAMPLE_PORT: "off" }, "/srv");
    expect(settings.port.SAMPLE_PORT).toBeNull();
    expect(settings.listeners.map(({ variable }) => variable)).not.toContain("SAMPLE_PORT");
    expect(settings.env.SAMPLE_PORT).toBe("off");
  });

  it.each(["0", "65536", "-1", "80a", "3000.5", " 3000", "off"])("refuses the port %j by name", (text) => {
    expect(() => readSettings({ PORTAL_PORT: text }, "/srv")).toThrow(
      /^PORTAL_PORT is ".*a port number \(1 to 65535\)/,
    );
  });

  it("refuses two listeners on one port", () => {
    expect(() => readSettings({ PORTAL_PORT: "9099" }, "/srv")).toThrow(
      "PORTAL_PORT and GATEWAY_WS_PORT are both 9099",
    );
  });

  it("refuses production and names the commands for it", () => {
    const refused = () => refuseProduction({ SLUICE_MODE: "production" }, "npm start");
    expect(refused).toThrow("does not run with SLUICE_MODE=production");
    expect(refused).toThrow(
      expect.objectContaining({
        advice: expect.stringMatching(/migrate[\s\S]*start:portal[\s\S]*start:gateway/),
      }),
    );
  });

  it("refuses a mode that does not exist", () => {
    expect(() => refuseProduction({ SLUICE_MODE: "prod" }, "npm start")).toThrow('SLUICE_MODE is "prod"');
  });
});
