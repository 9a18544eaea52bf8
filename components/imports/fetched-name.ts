// What a document that was fetched is called: the last part of its path, or its host.

export function fetchedName(url: string): string {
  const { host, pathname } = new URL(url);
  const last = pathname.split("/").findLast((part) => part !== "") ?? "";
  try {
    return decodeURIComponent(last) || host;
  } catch {
    return last;
  }
}
