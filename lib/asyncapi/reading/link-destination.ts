// Where a link of a document leads, to be said behind its words: on the page, and in the file that is written of it.

/** The host, or the address of mail; empty where the words say it themselves, and for a link within the page. */
export function destinationBeside(url: string, words: string): string {
  const destination = destinationOf(url);
  return words.toLowerCase().includes(destination.toLowerCase()) ? "" : destination;
}

function destinationOf(url: string): string {
  if (!URL.canParse(url)) return "";
  const { protocol, host, pathname } = new URL(url);
  return protocol === "mailto:" ? pathname : host;
}
