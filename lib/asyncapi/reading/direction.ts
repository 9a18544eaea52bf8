// Who sends and who receives, in the words of whoever reads: the client's, which everything is written in, or the server's.

export type ClientWords = "You can receive" | "You can send" | "You get back" | "You answer with";

/** The same, as the server would say it. */
export const serverWords: Readonly<Record<ClientWords, string>> = {
  "You can receive": "The server sends",
  "You can send": "The server receives",
  "You get back": "The server answers with",
  "You answer with": "The server gets back",
};

/** What the client does. */
export function verbOf(words: ClientWords): "send" | "receive" {
  return isToClient(words) ? "receive" : "send";
}

/** True where messages come to the client. */
export function isToClient(words: ClientWords): boolean {
  return words === "You can receive" || words === "You get back";
}
