import { describe, expect, it } from "vitest";
import { parseSettings } from "./settings.ts";

describe("settings", () => {
  it("have the documented defaults", () => {
    expect(parseSettings({})).toMatchObject({
      PORTAL_PORT: 3000,
      GATEWAY_WS_PORT: 9099,
      GATEWAY_WSS_PORT: 8099,
      GATEWAY_OPS_PORT: 9098,
      SAMPLE_PORT: 9097,
      HOST: "127.0.0.1",
      DATABASE_URL: "file:./data/sluice.db",
    });
  });
  it("take an empty variable for an unset one", () => {
    expect(parseSettings({ PORTAL_PORT: "", HOST: "" })).toMatchObject({
      PORTAL_PORT: 3000,
      HOST: "127.0.0.1",
    });
  });
  it("name every wrong variable", () => {
    expect(() => parseSettings({ PORTAL_PORT: "http", GATEWAY_WS_PORT: "99999" })).toThrow(
      /PORTAL_PORT.*\n.*GATEWAY_WS_PORT/,
    );
  });
  it("refuse production without a secret", () => {
    expect(() => parseSettings({ SLUICE_MODE: "production" })).toThrow(/AUTH_SECRET/);
    expect(parseSettings({ SLUICE_MODE: "production", AUTH_SECRET: "x".repeat(32) }).HOST).toBe("0.0.0.0");
  });
  it("can switch the sample backend off", () => {
    expect(parseSettings({ SAMPLE_PORT: "off" }).SAMPLE_PORT).toBe("off");
  });
});
