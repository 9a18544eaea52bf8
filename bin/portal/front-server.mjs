// The HTTP server in front of Next: reads who asks, has each request judged, and hands over what passes. A request to
// change protocols is answered as if it were none (RFC 9110 section 7.8): without a listener Node takes it that way.
import http from "node:http";
import { findOrigin } from "#lib/network/trusted-proxies.ts";
import { judgeRequest, unknownMethod } from "../../lib/front/judge-request.ts";

/** Set here and nowhere else; what a client sends of them is forged. */
const ownFields = /^(?:x-sluice-|x-forwarded-|forwarded$|upgrade$|http2-settings$)/;
const statusOfBrokenRequest = { ERR_HTTP_REQUEST_TIMEOUT: 408 };
/** A `Cookie` field that is most of what a head may hold. */
const heavyCookies = /\r\ncookie:[^\r\n]{8192}/i;

/**
 * @param {import("../../lib/kernel/settings.ts").Settings} settings
 * @param {{ handle: (request: http.IncomingMessage, response: http.ServerResponse) => Promise<void>,
 *   hotReload: import("node:events").EventEmitter | null, report: (error: unknown) => void }} next
 *   hotReload: in development, who takes the socket of Next's own hot reload
 */
export function createFrontServer(settings, next) {
  const isHttps = settings.PUBLIC_URL?.startsWith("https://") ?? false;
  const server = http.createServer(
    { shouldUpgradeCallback: (request) => next.hotReload !== null && request.url.startsWith("/_next/") },
    (request, response) => {
      const origin = originOf(settings, request);
      if (origin.isTls || isHttps) response.setHeader("Strict-Transport-Security", "max-age=31536000");
      const verdict = judge(settings, request, origin);
      if (verdict.kind === "answer") return answer(response, verdict);
      prepare(request, verdict, origin);
      // Several may have come in together.
      setImmediate(() => next.handle(request, response).catch((error) => fail(next, response, error)));
    },
  );
  server.on("connect", (_request, socket) => refuseSocket(socket, unknownMethod()));
  server.on("clientError", (error, socket) => refuseBroken(error, socket));
  if (next.hotReload !== null) {
    server.on("upgrade", (request, socket, head) => {
      socket.on("error", () => socket.destroy());
      const verdict = judge(settings, request, originOf(settings, request));
      if (verdict.kind === "answer") refuseSocket(socket, verdict);
      else next.hotReload.emit("upgrade", request, socket, head);
    });
  }
  return server;
}

function originOf(settings, request) {
  const all = (name) => request.headersDistinct[name] ?? [];
  return findOrigin(settings.TRUST_PROXY, {
    peerAddress: request.socket.remoteAddress ?? "",
    isTls: false,
    host: all("host").join(),
    forwardedFor: all("x-forwarded-for"),
    forwardedProto: all("x-forwarded-proto"),
    forwardedHost: all("x-forwarded-host"),
  });
}

function judge(settings, request, { host, isTls }) {
  const { method, url: target, headers } = request;
  return judgeRequest({ method, target, host, isTls, origin: headers.origin ?? null }, settings);
}

/** Next goes by these fields, for links, cookies and the origin of actions; the portal's own code by x-sluice-*. */
function prepare(request, { target, host }, origin) {
  const { headers } = request;
  for (const name of Object.keys(headers)) {
    if (ownFields.test(name)) delete headers[name];
  }
  request.url = target;
  headers.host = host;
  headers["x-forwarded-host"] = host;
  headers["x-forwarded-proto"] = origin.isTls ? "https" : "http";
  headers["x-forwarded-for"] = origin.path.join(", ");
  headers["x-sluice-client-address"] = origin.clientAddress;
}

function answer(response, { status, text, allow }) {
  const body = `${text}\n`;
  response.writeHead(status, {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    // A body that was not read would be taken for the next request.
    Connection: "close",
    ...(allow === null ? {} : { Allow: allow }),
  });
  response.end(body);
}

function fail(next, response, error) {
  next.report(error);
  if (response.headersSent) response.destroy();
  else answer(response, { status: 500, text: "Something went wrong on the server.", allow: null });
}

function refuseBroken(error, socket) {
  if (error.code === "ECONNRESET" || !socket.writable) socket.destroy();
  else if (error.code === "HPE_INVALID_METHOD") refuseSocket(socket, unknownMethod());
  else if (error.code === "HPE_HEADER_OVERFLOW") refuseSocket(socket, tooLarge(error.rawPacket));
  else {
    const status = statusOfBrokenRequest[error.code] ?? 400;
    refuseSocket(socket, { status, text: "The request is not well-formed HTTP.", allow: null });
  }
}

/**
 * Cookies that others of this host name have piled up would lock a person out: they are cleared. Only where cookies are
 * what is large: with a long address a page of another site could else sign people out.
 */
function tooLarge(packet) {
  // What stands behind the head is a body, and a form of another site can send any.
  const [head] = (packet?.toString("latin1") ?? "").split("\r\n\r\n", 1);
  if (!heavyCookies.test(head)) {
    return { status: 431, text: "The header of this request is too large.", allow: null };
  }
  const text =
    "The cookies of this site were too many for a request, and have been cleared. Reload the page.";
  return { status: 431, text: `${text} If it stays, delete them in the browser.`, allow: null, clears: true };
}

function refuseSocket(socket, { status, text, allow, clears = false }) {
  const lines = [
    `HTTP/1.1 ${status} ${http.STATUS_CODES[status]}`,
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(text) + 1}`,
    "Connection: close",
    ...(clears ? ['Clear-Site-Data: "cookies"'] : []),
    ...(allow === null ? [] : [`Allow: ${allow}`]),
  ];
  socket.end(`${lines.join("\r\n")}\r\n\r\n${text}\n`, () => socket.destroy());
}
