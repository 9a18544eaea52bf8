// Asks the portal for a page as a browser does, with a session and compressed, and measures until the last byte.
import { Agent, get, type IncomingMessage } from "node:http";
import { performance } from "node:perf_hooks";
import { gunzipSync } from "node:zlib";

/** A connection for each page: one that was kept may be closed, by its own age or a restart, while the next page is asked for. */
const agent = new Agent({ keepAlive: false, maxSockets: 1 });

/** A page as it came. */
export type PageAnswer = {
  readonly status: number;
  readonly html: string;
  /** From the request to the last byte, in milliseconds. */
  readonly tookMs: number;
};

/** Gets a page; redirects are not followed. */
export async function requestPage(url: string, cookie: string): Promise<PageAnswer> {
  const startedAtMs = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const headers = { Cookie: cookie, Accept: "text/html", "Accept-Encoding": "gzip" };
  get(url, { agent, headers }, resolve).on("error", reject);
  const response = await promise;
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  const tookMs = performance.now() - startedAtMs;
  const body = Buffer.concat(chunks);
  const html = response.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
  return { status: response.statusCode ?? 0, html: html.toString("utf8"), tookMs };
}

/** What is wrong with a page that should have this heading; null where nothing is. */
export function findPageProblem({ status, html }: PageAnswer, heading: string): string | null {
  if (status !== 200) return `status ${status}`;
  const headings = [...html.matchAll(/<h1[^>]*>(.*?)<\/h1>/gs)].map(([, text = ""]) =>
    text.replaceAll(/<[^>]*>/g, "").trim(),
  );
  return headings.includes(heading) ? null : `h1 is "${headings.join('", "')}", not "${heading}"`;
}
