// Where a link of a document leads, to be said behind its words: on the page, on paper, and in the file that is written of it.

/** The host, or the address of mail; empty where the words say it themselves, and for a link within the page. */
export function destinationBeside(url: string, words: string): string {
  const destination = destinationOf(url);
  return says(words, destination) ? "" : destination;
}

/** The whole address, for paper; empty where the words are that. */
export function wholeDestinationBeside(url: string, words: string): string {
  const whole = url.replace(/^mailto:/i, "");
  return says(words, whole.replace(/^https?:\/\//i, "").replace(/\/$/, "")) ? "" : whole;
}

function says(words: string, address: string): boolean {
  return words.toLowerCase().includes(address.toLowerCase());
}

function destinationOf(url: string): string {
  if (!URL.canParse(url)) return "";
  const { protocol, host, pathname } = new URL(url);
  return protocol === "mailto:" ? pathname : host;
}
