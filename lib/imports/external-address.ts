// Where a `$ref` leads that leaves the document: the address that would be asked for it. Shared with the browser.

/** The address, without the place in it; null where the reference names no http or https address. */
export function externalAddress(ref: string, base: string | null): string | null {
  if (ref.startsWith("#")) return null;
  const url = URL.parse(ref, base ?? undefined);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  url.hash = "";
  return url.href;
}

export function isAddress(file: string): boolean {
  return /^https?:\/\//i.test(file);
}
