// Who stands at the other end of a socket, and who asks behind the proxies that TRUST_PROXY names.
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { RawRequest } from "#gateway/data-plane/http/request-head.ts";
import { authorityOf } from "#gateway/data-plane/http/request-target.ts";
import { findOrigin, type Origin, type TrustedProxies } from "#lib/network/trusted-proxies.ts";

/** Who asks; without a request that could be read, the socket's other end. */
export function originOf(trusted: TrustedProxies, socket: Socket, request: RawRequest | null): Origin {
  const rawHeaders = request?.rawHeaders ?? [];
  const read = (lowerName: string): string[] => (trusted === null ? [] : valuesIn(rawHeaders, lowerName));
  return findOrigin(trusted, {
    peerAddress: socket.remoteAddress ?? "",
    isTls: socket instanceof TLSSocket,
    host: authorityOf(request?.url ?? "/") ?? valuesIn(rawHeaders, "host").join(),
    forwardedFor: read("x-forwarded-for"),
    forwardedProto: read("x-forwarded-proto"),
    forwardedHost: read("x-forwarded-host"),
  });
}

/** `rawHeaders` are names and values in turn. */
function valuesIn(rawHeaders: readonly string[], lowerName: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && isNamed(rawHeaders[index - 1], lowerName));
}

function isNamed(name: string | undefined, lowerName: string): boolean {
  return name?.length === lowerName.length && name.toLowerCase() === lowerName;
}
