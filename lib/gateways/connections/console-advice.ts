// What somebody can do about a refusal in the console that was refused, said before what is said of any client. Pure.
import type { Audience } from "./consumer-advice.ts";
import type { RefusedHandshake } from "./refused-record.ts";

const chooseTestKey = "Choose Test key under Credential in the connect panel.";
const chooseOther = "Choose Test key under Credential in the connect panel, or paste another key there.";

/** By the refusal's code. */
const byRefusal: Readonly<Record<string, string>> = {
  credential_missing: "Choose Test key, or a key of your own, under Credential in the connect panel.",
  credential_invalid: chooseOther,
  credential_expired: chooseOther,
  credential_wrong_api: chooseOther,
};

/** Null where the console has nothing to choose that would help. */
export function consoleAdvice({ code }: Pick<RefusedHandshake, "code">, audience: Audience): string | null {
  // The test key of who uses an API is a key like others: it does not open what is not published.
  if (code === "api_not_published") return audience === "publisher" ? chooseTestKey : null;
  return byRefusal[code] ?? null;
}
