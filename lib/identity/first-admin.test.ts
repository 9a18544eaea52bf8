import { describe, expect, it } from "vitest";
import { demoPassword } from "./demo-accounts.ts";
import { readFirstAdmin } from "./first-admin.ts";

const good = { ADMIN_EMAIL: "Root@Example.org", ADMIN_PASSWORD: "correct horse battery" };

describe("the first admin", () => {
  it("comes from both variables, or from neither", () => {
    expect(readFirstAdmin({})).toBeNull();
    expect(readFirstAdmin(good)).toEqual({ email: "root@example.org", password: good.ADMIN_PASSWORD });
  });

  it.each([
    [{ ADMIN_PASSWORD: good.ADMIN_PASSWORD }, "ADMIN_EMAIL is not set"],
    [{ ADMIN_EMAIL: good.ADMIN_EMAIL }, "ADMIN_PASSWORD is not set"],
    [{ ...good, ADMIN_PASSWORD: demoPassword }, "ADMIN_PASSWORD needs at least 12 characters"],
    [{ ...good, ADMIN_PASSWORD: "x".repeat(129) }, "at most 128 characters"],
    [{ ...good, ADMIN_EMAIL: "root" }, "ADMIN_EMAIL has to be an e-mail address"],
    [{ ...good, ADMIN_EMAIL: "Admin@sluice.invalid" }, "ADMIN_EMAIL is the address of a demo account"],
  ])("is refused with %j", (settings, reason) => {
    expect(() => readFirstAdmin(settings)).toThrow(reason);
  });
});
