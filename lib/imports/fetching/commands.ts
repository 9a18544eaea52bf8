// Fetches a document that a person names by its address. The portal asks in its own name, so it dials only what is open to
// everybody: each address is judged when it is dialled, at every redirect anew, and nothing of an answer is told that is no
// document (DESIGN.md section 4, docs/security.md).
import { lookup as dnsLookup } from "node:dns";
import { get as getHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { get as getHttps } from "node:https";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { JudgeEgress } from "#lib/egress/egress-policy.ts";
import { findForbidden, guardLookup } from "#lib/egress/guarded-lookup.ts";
import { done, type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";
import { fetchFailure } from "./fetch-failure.ts";

/** Largest document, in bytes after unpacking. */
export const MAX_FETCHED_BYTES = 10 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const MAX_URL = 2048;
export const TIME_LIMIT_MS = 10_000;
const REDIRECTS: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308]);

/** Where it was in the end, and what stands there. */
export type FetchedDocument = { readonly url: string; readonly text: string };

type Lookup = NonNullable<RequestOptions["lookup"]>;
type FetchOptions = {
  readonly judge: JudgeEgress;
  readonly timeLimitMs?: number;
  readonly lookup?: Lookup;
  /** Of several documents that are fetched together: what they may take, in all. */
  readonly shared?: { readonly signal: AbortSignal; bytesLeft: number };
};

/** Refusals: `url_invalid`, `url_forbidden`, `url_unreachable`, `url_answer`, each with what to do. Never rejects. */
export async function fetchDocument(url: string, options: FetchOptions): Promise<Outcome<FetchedDocument>> {
  const signal = options.shared?.signal ?? AbortSignal.timeout(options.timeLimitMs ?? TIME_LIMIT_MS);
  const allowance = options.shared ?? { bytesLeft: MAX_FETCHED_BYTES };
  let next = parseAddress(url, null);
  try {
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      if (!next.ok) return next;
      const at = next.value;
      const forbidden = findForbidden(options.judge, at.hostname.replace(/^\[|\]$/g, ""));
      if (forbidden !== null) return refuse("url_forbidden", `${at.host} may not be fetched: ${forbidden}.`);
      const answer = await ask(at, options, signal);
      const { location } = answer.headers;
      if (!REDIRECTS.has(answer.statusCode) || location === undefined)
        return await read(at, answer, allowance);
      answer.destroy();
      next = parseAddress(location, at);
    }
    return refuse(
      "url_answer",
      `The address leads on more than ${MAX_REDIRECTS} times. Use the one it ends at.`,
    );
  } catch (error) {
    return fetchFailure(error, signal.aborted);
  }
}

/** The address, or the one that `from` leads to. */
function parseAddress(text: string, from: URL | null): Outcome<URL> {
  if (text.length > MAX_URL)
    return refuse("url_invalid", `The address is longer than ${MAX_URL} characters.`);
  const url = URL.parse(text.trim(), from ?? undefined);
  if (url === null)
    return refuse("url_invalid", "This is no address. Write it as https://example.com/asyncapi.yaml");
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return refuse("url_invalid", "Documents are fetched from http and https addresses only.");
  if (url.username !== "" || url.password !== "")
    return refuse("url_invalid", "Take name and password out of the address: they are not sent.");
  if (from?.protocol === "https:" && url.protocol === "http:")
    return refuse(
      "url_forbidden",
      "The address leads from https to http. Enter the http address, if you trust it.",
    );
  url.hash = "";
  return done(url);
}

function ask(url: URL, { judge, lookup = dnsLookup }: FetchOptions, signal: AbortSignal) {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = url.protocol === "https:" ? getHttps : getHttp;
  const headers = {
    Accept: "application/yaml, application/json, text/plain, */*",
    "Accept-Encoding": "gzip, deflate, br",
    "User-Agent": "Sluice",
  };
  // A connection of its own: one that is kept open was judged for somebody else's name.
  const guarded = guardLookup(lookup as Parameters<typeof guardLookup>[0], judge) as Lookup;
  request(url, { agent: false, headers, signal, lookup: guarded, maxHeaderSize: 32 * 1024 }, resolve).on(
    "error",
    reject,
  );
  return promise;
}

const unpackers: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

async function read(
  url: URL,
  answer: IncomingMessage,
  allowance: { bytesLeft: number },
): Promise<Outcome<FetchedDocument>> {
  const give = (refusal: Refusal): Refusal => {
    answer.destroy();
    return refusal;
  };
  if (answer.statusCode !== 200)
    return give(
      refuse("url_answer", `${url.host} answered with status ${answer.statusCode}, not with a document.`),
    );
  const encoding = (answer.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  const unpack = unpackers[encoding];
  if (unpack === undefined && encoding !== "identity")
    return give(refuse("url_answer", `${url.host} answered in an encoding that is not known here.`));
  const unpacked = unpack === undefined ? answer : answer.pipe(unpack());
  // Also where the connection breaks: a pipe does not hand on errors.
  if (unpacked !== answer) answer.on("error", (error) => (unpacked as IncomingMessage).destroy(error));
  const chunks: Buffer[] = [];
  for await (const chunk of unpacked) {
    const bytes = Buffer.from(chunk);
    allowance.bytesLeft -= bytes.length;
    if (allowance.bytesLeft < 0)
      return give(refuse("url_answer", "The document is larger than 10 MB. Import a shorter one."));
    chunks.push(bytes);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
    return done({ url: url.href, text });
  } catch {
    return refuse("url_answer", `What stands at ${url.host} is no text in UTF-8.`);
  }
}
