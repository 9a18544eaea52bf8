// The command that connects to a topic from a terminal, ready to paste. Pure.

type Call = {
  /** API's address at the gateway, without a topic: ws://localhost:9099/chats/1.0.0 */
  readonly apiUrl: string;
  /** Topic: /rooms/{roomID} */
  readonly address: string;
  /** Values of its parameters; under `*` what takes the place of a trailing `*`. */
  readonly values: ReadonlyMap<string, string>;
  readonly key: string;
};

/** Address of a topic with its parameters filled in and percent-encoded. */
export function topicUrl({ apiUrl, address, values }: Omit<Call, "key">): string {
  const filled = address.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => {
    const value = values.get(name);
    return value ? encodeURIComponent(value) : whole;
  });
  if (!filled.endsWith("/*")) return apiUrl + filled;
  const rest = (values.get("*") ?? "").replace(/^\/+/, "").replaceAll(" ", "%20");
  return `${apiUrl}${filled.slice(0, -2)}${rest === "" ? "" : `/${rest}`}`;
}

/** wscat with the key as a header; over wss without checking the certificate, which is self-signed at first. */
export function wscatCommand(call: Call): string {
  const url = topicUrl(call);
  const options = url.startsWith("wss:") ? "-n -c" : "-c";
  return `wscat ${options} ${quoted(url)} -H ${quoted(`apikey: ${call.key}`)}`;
}

/** A shell word: in double quotes, or in single ones where a shell would read something into it. */
export function quoted(text: string): string {
  return /[$`"\\!]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`;
}
