// References from one file of a bundle to another: which file and place they name.
import { pathOfRef } from "#lib/asyncapi/local-ref.ts";
import { externalAddress, isAddress } from "#lib/imports/external-address.ts";

export type FileRef =
  | { readonly ok: true; readonly file: string; readonly pointer: readonly string[] }
  | {
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      /** The http or https address that it names. */
      readonly address?: string;
    };

/** What came of addresses that a person had fetched: files whose name is an address. */
export type Fetched = {
  /** Where a file was found in the end, by its address: what it refers to is looked for from there. */
  readonly foundAt: ReadonlyMap<string, string>;
  /** Why there is no file, by the address. */
  readonly refused: ReadonlyMap<string, string>;
};
export const nothingFetched: Fetched = { foundAt: new Map(), refused: new Map() };

/** What a reference in a file names; the file may be written raw or percent-encoded. Names of `files` are plain ones, or addresses. */
export function resolveFileRef(
  ref: string,
  from: string,
  files: ReadonlyMap<string, string>,
  fetched: Fetched = nothingFetched,
): FileRef {
  const base = isAddress(from) ? (fetched.foundAt.get(from) ?? from) : null;
  const isUrl = /^[a-z][a-z0-9+.-]*:/i.test(ref) || ref.startsWith("//");
  const address = isUrl || base !== null ? externalAddress(ref, base) : null;
  if (address !== null && !files.has(address)) return notFetched(ref, address, fetched);
  if (isUrl && address === null)
    return failure(
      "bundle-url",
      `${quoted(ref)} is an address that nothing is fetched from. Bring the file along.`,
    );
  const hash = ref.indexOf("#");
  const written = hash === -1 ? ref : ref.slice(0, hash);
  const pointer = pathOfRef(hash === -1 ? "#" : ref.slice(hash));
  if (pointer === null)
    return failure(
      "bundle-pointer",
      `${quoted(ref)} names no place: after # comes a path, such as #/components.`,
    );
  if (written === "" || address !== null) return { ok: true, file: address ?? from, pointer };
  const places = [written, decoded(written)].map((name) => placeFrom(from, name));
  const file = written.startsWith("/")
    ? null
    : (places.find((place) => place !== null && files.has(place)) ?? null);
  if (file !== null) return { ok: true, file, pointer };
  const isOutside = written.startsWith("/") || places.includes(null);
  return isOutside
    ? failure("bundle-outside", `${quoted(ref)} leads out of the files that were brought.`)
    : failure(
        "bundle-missing",
        `${quoted(ref)} names a file that is not among those brought. Bring it along.`,
      );
}

function notFetched(ref: string, address: string, { refused }: Fetched): FileRef {
  const reason = refused.get(address);
  const message =
    reason === undefined
      ? `${quoted(ref)} is an address: nothing is fetched for it unless you ask for it.`
      : `${quoted(ref)} was not included. ${reason}`;
  return { ...failure(reason === undefined ? "bundle-address" : "bundle-refused", message), address };
}

/** The path of a file that is named from another one; null where that leads out of all. */
function placeFrom(from: string, name: string): string | null {
  const steps = from.split("/").slice(0, -1);
  for (const step of name.split("/")) {
    if (step === "" || step === ".") continue;
    if (step !== "..") steps.push(step);
    else if (steps.pop() === undefined) return null;
  }
  return steps.join("/").normalize("NFC");
}

function failure(code: string, message: string) {
  return { ok: false, code, message } as const;
}

function quoted(ref: string): string {
  return `"${ref.slice(0, 200)}"`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
