// Reads the backend's answer to the handshake strictly and piece by piece (RFC 6455 section 4.1, "client
// requirements"). What it lets through goes to a client under the gateway's name.
import { hash } from "node:crypto";
import { findExtensionProblem } from "#gateway/data-plane/http/extensions.ts";
import { type HeaderField, splitList, valuesOf } from "#gateway/data-plane/http/request-head.ts";

/** Largest answer head accepted, in bytes. */
export const MAX_RESPONSE_HEAD_BYTES = 16_384;
/** Most interim answers (RFC 9110 section 15.2) in front of the final one. */
export const MAX_INTERIM_ANSWERS = 8;

/** A complete head. */
export type ResponseHead = {
  readonly httpVersion: "1.0" | "1.1";
  readonly status: number;
  readonly fields: readonly HeaderField[];
};

/** What has come so far: not enough, a head with the bytes behind it, or nonsense. */
export type ResponseProgress =
  | { readonly kind: "incomplete" }
  | { readonly kind: "complete"; readonly head: ResponseHead; readonly rest: Buffer }
  | { readonly kind: "malformed"; readonly problem: string };

/** RFC 6455 section 1.3. */
const ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const STATUS_LINE = /^HTTP\/(1\.[01]) ([1-5]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;
const FIELD_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)$/;
const HEAD_END = Buffer.from("\r\n\r\n");
const INCOMPLETE: ResponseProgress = { kind: "incomplete" };

/** Collects the bytes of one answer until its head is complete. Interim answers before it are skipped. */
export class ResponseHeadReader {
  #bytes = Buffer.allocUnsafe(1024);
  #length = 0;
  #interimAnswers = 0;

  /** Adds a chunk. To be called until the result is no longer `incomplete`, and then no more. */
  read(chunk: Buffer): ResponseProgress {
    let searchFrom = Math.max(0, this.#length - (HEAD_END.length - 1));
    this.#append(chunk);
    for (;;) {
      const progress = this.#readHead(searchFrom);
      if (progress.kind !== "complete" || !isInterim(progress.head)) return progress;
      this.#interimAnswers += 1;
      if (this.#interimAnswers > MAX_INTERIM_ANSWERS) {
        return { kind: "malformed", problem: "too many interim answers" };
      }
      this.#bytes.copyWithin(0, this.#length - progress.rest.length, this.#length);
      this.#length = progress.rest.length;
      searchFrom = 0;
    }
  }

  #readHead(searchFrom: number): ResponseProgress {
    const bytes = this.#bytes.subarray(0, this.#length);
    const end = bytes.indexOf(HEAD_END, searchFrom);
    if (end === -1 ? this.#length >= MAX_RESPONSE_HEAD_BYTES : end > MAX_RESPONSE_HEAD_BYTES) {
      return { kind: "malformed", problem: "head too large" };
    }
    if (end === -1) return INCOMPLETE;
    const head = parseHead(bytes.toString("latin1", 0, end));
    if (head === null) return { kind: "malformed", problem: "head malformed" };
    return { kind: "complete", head, rest: bytes.subarray(end + HEAD_END.length) };
  }

  /** Doubles the buffer as needed: a head that drips in byte by byte costs linear time. */
  #append(chunk: Buffer): void {
    const needed = this.#length + chunk.length;
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    chunk.copy(this.#bytes, this.#length);
    this.#length = needed;
  }
}

/** True where another answer follows; a 101 is final, since the protocol changes behind it. */
function isInterim({ status }: ResponseHead): boolean {
  return status < 200 && status !== 101;
}

function parseHead(text: string): ResponseHead | null {
  const [statusLine = "", ...lines] = text.split("\r\n");
  const status = STATUS_LINE.exec(statusLine);
  if (status === null) return null;
  const fields: HeaderField[] = [];
  for (const line of lines) {
    const match = FIELD_LINE.exec(line);
    if (match === null) return null;
    const [, name = "", value = ""] = match;
    fields.push({ name, lowerName: name.toLowerCase(), value: value.trimEnd() });
  }
  return { httpVersion: status[1] === "1.1" ? "1.1" : "1.0", status: Number(status[2]), fields };
}

/**
 * Why a 101 does not open a WebSocket, or null where it does. `key` is the Sec-WebSocket-Key that was sent, `offered` the
 * subprotocols, `extensions` the extensions that were offered, null for none.
 */
export function findHandshakeProblem(
  head: ResponseHead,
  key: string,
  offered: readonly string[],
  extensions: string | null,
): string | null {
  if (head.httpVersion !== "1.1") return "101 in HTTP/1.0";
  const upgrade = valuesOf(head.fields, "upgrade");
  if (upgrade.length !== 1 || upgrade[0]?.toLowerCase() !== "websocket") return "no Upgrade: websocket";
  const options = splitList(valuesOf(head.fields, "connection")).map((option) => option.toLowerCase());
  if (!options.includes("upgrade")) return "no Connection: Upgrade";
  const accepts = valuesOf(head.fields, "sec-websocket-accept");
  if (accepts.length !== 1 || accepts[0] !== acceptKey(key)) return "wrong Sec-WebSocket-Accept";
  const protocols = valuesOf(head.fields, "sec-websocket-protocol");
  if (protocols.length > 1) return "several subprotocols";
  const [protocol] = protocols;
  if (protocol !== undefined && !offered.includes(protocol)) return "a subprotocol that was not offered";
  return findExtensionProblem(valuesOf(head.fields, "sec-websocket-extensions"), extensions);
}

/** Sec-WebSocket-Accept for a key (RFC 6455 section 4.2.2). */
export function acceptKey(key: string): string {
  return hash("sha1", key + ACCEPT_GUID, "base64");
}
