// Server actions asked directly: what the browser sent for one person is sent again with somebody else's cookies.
import type { APIResponse, Page, Request } from "@playwright/test";

const actionHeaders = ["accept", "content-type", "next-action", "next-router-state-tree", "origin"];

export type HeldAction = {
  /** Sends the action as the person signed in at `page`, with its body as `alter` makes it. */
  readonly sendAs: (page: Page, alter?: (body: string) => string) => Promise<APIResponse>;
};

/**
 * Presses and holds back the server action whose body contains all of `texts`: the server never gets the original, so
 * that what it makes of the action is told by `sendAs` alone.
 */
export async function holdAction(
  page: Page,
  press: () => Promise<void>,
  texts: readonly string[],
): Promise<HeldAction> {
  const isIt = (request: Request) =>
    request.method() === "POST" &&
    request.headers()["next-action"] !== undefined &&
    texts.every((text) => request.postData()?.includes(text));
  await page.route(/.*/, (route) => (isIt(route.request()) ? route.abort() : route.fallback()));
  const sent = page.waitForRequest(isIt);
  await press();
  const request = await sent;
  const all = await request.allHeaders();
  const headers = Object.fromEntries(Object.entries(all).filter(([name]) => actionHeaders.includes(name)));
  // An attacker does not say for whom the page was drawn; who says it is told who is signed in, before any right is judged.
  const data = (request.postData() ?? "").replace(/"asPerson":"[^"]*"/, '"asPerson":"$undefined"');
  return {
    sendAs: (other, alter = (body) => body) =>
      other.request.post(request.url(), { headers, data: alter(data) }),
  };
}
