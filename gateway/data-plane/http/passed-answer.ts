// What of a backend's refusal may go on to the client in place of the gateway's own words: the status, a few fields, and
// a body that can be read and has no address of the backend in it.
import { MAX_BODY_BYTES } from "#gateway/data-plane/http/answer-body.ts";
import { mentionsHost } from "#gateway/data-plane/http/host-mention.ts";
import type { PassedAnswer } from "#gateway/data-plane/http/refusal.ts";
import { type HeaderField, splitList, valuesOf } from "#gateway/data-plane/http/request-head.ts";
import type { ResponseHead } from "#gateway/data-plane/http/response-head.ts";
import { isReturned } from "#gateway/data-plane/http/returned-fields.ts";

const PASSED_FIELDS: ReadonlySet<string> = new Set(["www-authenticate", "retry-after"]);

/** `body` is null where it could not be read; `hosts` are the backend's name and address, in lower case. */
export function passedAnswer(
  { fields }: ResponseHead,
  body: Buffer | null,
  hosts: readonly string[],
): PassedAnswer {
  const options = new Set(splitList(valuesOf(fields, "connection")).map((it) => it.toLowerCase()));
  const isShown = (field: HeaderField): boolean => hosts.every((host) => isReturned(field, options, host));
  const shown = fields.filter((field) => PASSED_FIELDS.has(field.lowerName) && isShown(field));
  if (
    body === null ||
    isEncoded(fields) ||
    hosts.some((host) => mentionsHost(body.toString("latin1"), host))
  ) {
    return { fields: shown, body: null };
  }
  const type = fields.filter((field) => field.lowerName === "content-type" && isShown(field)).slice(0, 1);
  return { fields: body.length === 0 ? shown : [...shown, ...type], body: body.subarray(0, MAX_BODY_BYTES) };
}

/** What is compressed cannot be searched for an address. */
function isEncoded(fields: readonly HeaderField[]): boolean {
  return splitList(valuesOf(fields, "content-encoding")).some(
    (coding) => coding.toLowerCase() !== "identity",
  );
}
