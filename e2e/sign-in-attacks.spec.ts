// Who guesses passwords, from where, and what it costs the others; and the cookies of a portal on https.
import { expect } from "@playwright/test";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import { PlainSignIn } from "./support/plain-sign-in.ts";
import { type SecondPortal, startSecondPortal } from "./support/second-portal.ts";
import { portalUrl } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { uniqueName } from "./support/test-apis.ts";

const wrongPassword = "The username or the password is wrong.";
const tooMany = "Too many wrong attempts.";

test("a client's own X-Forwarded-For gives it no further attempts", async () => {
  const portal = new PlainSignIn(portalUrl);
  const username = uniqueName("guessed");
  for (let attempt = 1; attempt <= 6; attempt += 1) {
    const address = `203.0.113.${attempt}`;
    const headers = {
      "X-Forwarded-For": address,
      "X-Real-IP": address,
      Forwarded: `for=${address}`,
      "X-Sluice-Client-Address": address,
    };
    const { text } = await portal.post(username, `wrong ${attempt}`, headers);
    expect(text, `attempt ${attempt}`).toContain(attempt <= 5 ? wrongPassword : tooMany);
  }
});

test.describe("a portal on https behind a proxy", () => {
  let second: SecondPortal;
  let portal: PlainSignIn;
  /** What the proxy that TRUST_PROXY names says of a client at this address. */
  const from = (address: string) => ({
    Host: `localhost:${second.port}`,
    "X-Forwarded-For": address,
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "sluice.example",
    Origin: "https://sluice.example",
  });

  test.beforeAll(async () => {
    second = await startSecondPortal(() => ({
      PUBLIC_URL: "https://sluice.example",
      TRUST_PROXY: "127.0.0.1",
    }));
    portal = new PlainSignIn(`http://127.0.0.1:${second.port}`);
  });
  test.afterAll(async () => second?.stop());

  test("101 wrong passwords lock out who sent them, and neither the owner nor anybody else", async () => {
    const attempts = Array.from({ length: 101 }, (_, index) => index);
    let refused = 0;
    for (const attempt of attempts) {
      const { text } = await portal.post("publisher", `wrong ${attempt}`, from("198.51.100.66"));
      if (text.includes(tooMany)) refused += 1;
      else expect(text).toContain(wrongPassword);
    }
    expect(refused).toBe(96);
    const owner = await portal.post("publisher", demoPassword, from("198.51.100.7"));
    expect(owner).toMatchObject({ status: 303, location: "/" });
  });

  test("loops of refused attempts have no more pages drawn than five a second, whatever they send", async () => {
    for (const password of ["wrong", ""]) {
      const startedAtMs = performance.now();
      const attempts = Array.from({ length: 20 }, () =>
        portal.post("subscriber", password, from("198.51.100.67")),
      );
      const answers = await Promise.all(attempts);
      const tookMs = performance.now() - startedAtMs;
      const refused = answers.filter(({ text }) => !text.includes(wrongPassword)).length;
      expect(refused).toBeGreaterThanOrEqual(15);
      expect(tookMs).toBeGreaterThanOrEqual((refused - 1) * 200);
    }
  });

  test("its cookies have the __Host- prefix and open its pages, and it asks browsers to stay on https", async () => {
    const { setCookies, strictTransportSecurity } = await portal.post(
      "creator",
      demoPassword,
      from("198.51.100.8"),
    );
    expect(strictTransportSecurity).toBe("max-age=31536000");
    expect(setCookies.length).toBeGreaterThanOrEqual(2);
    for (const cookie of setCookies) {
      expect(cookie).toMatch(/^__Host-sluice\.[a-z_]+=/);
      expect(cookie).toMatch(/; Path=\/(;|$)/);
      for (const attribute of ["Secure", "HttpOnly", "SameSite=lax"]) {
        expect(cookie.toLowerCase()).toContain(`; ${attribute.toLowerCase()}`);
      }
      expect(cookie).not.toMatch(/domain=/i);
    }
    const Cookie = setCookies.map((cookie) => cookie.split(";")[0]).join("; ");
    const pageOf = (cookies: string) =>
      fetch(`http://127.0.0.1:${second.port}/apis`, {
        headers: { ...from("198.51.100.8"), Cookie: cookies },
        redirect: "manual",
      });
    expect((await pageOf(Cookie)).status).toBe(200);
    const planted = Cookie.replaceAll("__Host-", "");
    expect((await pageOf(planted)).status).toBe(307);
  });
});
