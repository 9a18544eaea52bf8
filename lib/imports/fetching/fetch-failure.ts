// Why a document could not be fetched, in the words of somebody who can do something about it. Nothing of an answer's body.
import { EGRESS_FORBIDDEN } from "#lib/egress/guarded-lookup.ts";
import { type Refusal, refuse } from "#lib/kernel/outcome.ts";

const words: Readonly<Record<string, string>> = {
  ENOTFOUND: "There is no host of this name.",
  EAI_AGAIN: "The name of the host could not be looked up: try again in a moment.",
  ECONNREFUSED: "Nobody answers at this address.",
  EHOSTUNREACH: "The host cannot be reached from here.",
  ENETUNREACH: "The host cannot be reached from here.",
};

export function fetchFailure(error: unknown, isOutOfTime: boolean): Refusal {
  if (isOutOfTime) return refuse("url_unreachable", "The document did not come within 10 seconds.");
  const code = codeOf(error);
  if (code === EGRESS_FORBIDDEN && error instanceof Error)
    return refuse("url_forbidden", `This host may not be fetched from: ${error.message}.`);
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(code))
    return refuse("url_unreachable", "The host's certificate is not trusted here.");
  return refuse("url_unreachable", words[code] ?? "The connection broke off before the document had come.");
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}
