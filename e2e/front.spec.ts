// What stands before the pages: names that lead here, other sites, odd requests, and scripts that nobody allowed.
import { once } from "node:events";
import { connect } from "node:net";
import { chromium, expect, type Page } from "@playwright/test";
import { sectionGroups, sectionHref } from "#components/apis/frame/api-sections.ts";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import { findBrowser } from "./support/browser.ts";
import { openPage, waitUntilInteractive } from "./support/open-page.ts";
import { fillSignIn, signIn } from "./support/sign-in.ts";
import { portalUrl, stackEnvironment } from "./support/stack.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

const port = Number(stackEnvironment.PORTAL_PORT);
const sections = sectionGroups.flatMap((group) => group.sections.map((section) => section.path));

/** The head of the answer to a request that says exactly this. */
async function answerTo(requestLine: string, ...fields: string[]): Promise<string> {
  const socket = connect({ host: stackEnvironment.HOST, port });
  let text = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => {
    text += chunk;
  });
  const host = fields.some((field) => field.startsWith("Host:")) ? [] : [`Host: localhost:${port}`];
  socket.write([requestLine, ...host, ...fields, "", ""].join("\r\n"));
  await once(socket, "close");
  return text.split("\r\n\r\n")[0] ?? "";
}

test("a client that would rather speak another protocol gets the page", async () => {
  for (const protocol of ["h2c", "TLS/1.2", "websocket"]) {
    const fields = ["Connection: Upgrade, close", `Upgrade: ${protocol}`];
    expect.soft(await answerTo("GET /sign-in HTTP/1.1", ...fields), protocol).toMatch(/^HTTP\/1\.1 200 /);
  }
});

test("what no page can answer gets a status that says so, never 500", async () => {
  const expected: [string, number][] = [
    ["TRACE /apis", 405],
    ["PUT /apis", 405],
    ["FROBNICATE /apis", 405],
    ["GET /apis/%ff/overview", 400],
    ["GET /%zz", 400],
    ["GET /apis/%00/overview", 404],
    ["GET /apis?cursor=%00", 404],
    ["OPTIONS /healthz", 204],
  ];
  for (const [request, status] of expected) {
    const head = await answerTo(`${request} HTTP/1.1`, "Connection: close");
    expect.soft(head, request).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    if (status === 405) expect.soft(head, request).toContain("Allow: GET, HEAD, OPTIONS, POST");
  }
});

test("a page of another site whose name leads here is told so, and nobody signs in there", async () => {
  const { executablePath, args } = findBrowser(process.env);
  const rebound = [...args, "--host-resolver-rules=MAP rebound.example 127.0.0.1"];
  const browser = await chromium.launch({ args: rebound, ...(executablePath ? { executablePath } : {}) });
  try {
    const page = await browser.newPage();
    const response = await page.goto(`http://rebound.example:${port}/sign-in`);
    expect(response?.status()).toBe(421);
    await expect(page.locator("body")).toContainText("does not answer to the name rebound.example");
    const written = await page.evaluate(async () => (await fetch("/sign-in", { method: "POST" })).status);
    expect(written).toBe(421);
  } finally {
    await browser.close();
  }
  const probe = await answerTo("GET /healthz HTTP/1.1", `Host: 10.0.0.7:${port}`, "Connection: close");
  expect(probe).toMatch(/^HTTP\/1\.1 200 /);
});

test("a form of another site is refused, not an error", async ({ page }) => {
  await signIn(page, "creator");
  for (const origin of ["https://evil.example", "null"]) {
    const headers = { Origin: origin, "Next-Action": "0".repeat(42) };
    const response = await page.request.post("/apis", { headers, data: "[]" });
    expect.soft(response.status(), origin).toBe(403);
  }
});

test("signing in stays on the site, whatever the address asks for", async ({ page }) => {
  await openPage(page, `/sign-in?next=${encodeURIComponent("/.//evil.example/x")}`);
  await fillSignIn(page, "creator", demoPassword);
  await page.waitForURL(`${portalUrl}/apis`);
});

type Violation = { directive: string; blocked: string; page: string };

/** Collects what the browser says it blocked, on every page from now on. */
async function collectViolations(page: Page): Promise<Violation[]> {
  const violations: Violation[] = [];
  await page.exposeFunction("reportViolation", (violation: Violation) => violations.push(violation));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      // Put there by exposeFunction, which TypeScript cannot know.
      const { reportViolation } = window as unknown as { reportViolation: (violation: Violation) => void };
      reportViolation({
        directive: event.effectiveDirective,
        blocked: event.blockedURI,
        page: location.pathname,
      });
    });
  });
  return violations;
}

test("every page works with scripts that carry the nonce only", async ({ page, db }) => {
  test.slow();
  const violations = await collectViolations(page);
  const api = await makeApi(db, "Strict");
  await signIn(page, "admin");
  const paths = ["/apis", "/apis/create/websocket", ...sections.map((path) => sectionHref(api.id, path))];
  const policies = new Set<string>();
  for (const path of paths) {
    const response = await page.goto(path);
    const policy = response?.headers()["content-security-policy"] ?? "";
    const scripts = policy.split("; ").find((directive) => directive.startsWith("script-src")) ?? "";
    expect.soft(scripts, path).toMatch(/^script-src 'self' 'nonce-[\w+/]{22}==' 'strict-dynamic'$/);
    policies.add(scripts);
    await waitUntilInteractive(page);
  }
  expect(policies.size).toBe(paths.length);
  expect(violations).toEqual([]);
});

test("pages that are not found or not allowed have the policy too, and work", async ({ page }) => {
  const violations = await collectViolations(page);
  await signIn(page, "subscriber");
  for (const path of ["/nowhere", "/apis/nowhere.svg", "/apis/create/websocket"]) {
    const response = await page.goto(path);
    expect.soft([403, 404], path).toContain(response?.status());
    expect.soft(response?.headers()["content-security-policy"], path).toContain("'strict-dynamic'");
    await expect.soft(page.getByRole("heading").first(), path).toBeVisible();
  }
  expect(violations).toEqual([]);
});

test("markup that found its way into a page runs no script", async ({ page }) => {
  const violations = await collectViolations(page);
  await openPage(page, "/sign-in");
  await page.evaluate(() => {
    const markup = [
      '<img src="/nowhere.png" onerror="document.title = 1">',
      '<a id="planted" href="javascript:void(document.title = 2)">planted</a>',
    ];
    document.body.insertAdjacentHTML("beforeend", markup.join(""));
    document.getElementById("planted")?.click();
  });
  const directives = () => [...new Set(violations.map(({ directive }) => directive))].sort();
  await expect.poll(directives).toEqual(["script-src-attr", "script-src-elem"]);
  await expect(page).not.toHaveTitle(/^[12]$/);
});
