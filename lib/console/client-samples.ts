// The same connection in the words of other clients: commands and code that say exactly what is on the screen. The key is
// read from the environment, so that no sample holds one, unless the reader has asked for theirs to be filled in.
import type { Body } from "./transcript.ts";
import { quoted } from "./wscat-command.ts";

export type SampleOf = {
  readonly url: string;
  /** The person's own subprotocols. */
  readonly subprotocols: readonly string[];
  /** What is sent once the connection is open; empty for nothing. */
  readonly message: Body;
  /** False where it connects without a credential. */
  readonly hasKey: boolean;
  /** The reader's own, to stand in the code; left out, it comes from the environment. */
  readonly apiKey?: string | undefined;
};

export type ClientSample = {
  readonly client: string;
  /** Name of the language for colours. */
  readonly language: "bash" | "javascript" | "python" | "go";
  readonly code: string;
};

/** One sample for each client, in the order they are offered. */
export function clientSamples(of: SampleOf): readonly ClientSample[] {
  return [
    { client: "wscat", language: "bash", code: wscat(of) },
    { client: "websocat", language: "bash", code: websocat(of) },
    { client: "Browser", language: "javascript", code: browser(of) },
    { client: "Node.js", language: "javascript", code: node(of) },
    { client: "Python", language: "python", code: python(of) },
    { client: "Go", language: "go", code: go(of) },
  ];
}

function wscat(of: SampleOf): string {
  const { url, subprotocols, message } = of;
  const isText = typeof message === "string";
  const parts = [
    `wscat ${url.startsWith("wss:") ? "-n -c" : "-c"} ${quoted(url)}`,
    ...keyOption(of),
    ...subprotocols.map((name) => `-s ${quoted(name)}`),
    ...(isText && message !== "" ? [`-x ${quoted(message)} -w 5`] : []),
  ];
  const command = parts.join(" ");
  return isText ? command : `# wscat sends texts only: take another client to send these bytes\n${command}`;
}

function websocat(of: SampleOf): string {
  const { url, subprotocols, message } = of;
  // Each line is a message of its own, unless they are told apart by NUL.
  const hasLines = typeof message === "string" && /[\r\n]/.test(message);
  const options = [
    ...(hasLines ? ["-0"] : []),
    ...(typeof message === "string" ? [] : ["-b"]),
    ...(url.startsWith("wss:") ? ["-k"] : []),
    ...keyOption(of),
    ...(subprotocols.length > 0 ? [`--protocol ${quoted(subprotocols.join(", "))}`] : []),
    ...(message.length === 0 ? [] : ["--no-close"]),
  ];
  return `${piped(message)}websocat ${[...options, quoted(url)].join(" ")}`;
}

/** The key as a header, for a shell. */
function keyOption({ hasKey, apiKey }: SampleOf): readonly string[] {
  if (!hasKey) return [];
  return [apiKey === undefined ? '-H "apikey: $KEY"' : `-H ${quoted(`apikey: ${apiKey}`)}`];
}

function piped(message: Body): string {
  if (message.length === 0) return "";
  if (typeof message === "string")
    return `printf '%s\\${/[\r\n]/.test(message) ? "0" : "n"}' ${quoted(message)} | `;
  // Octal: every shell's printf reads it (POSIX).
  const bytes = [...message].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`);
  return `printf '${bytes.join("")}' | `;
}

function browser({ url, subprotocols, message, hasKey, apiKey = "YOUR_KEY" }: SampleOf): string {
  const protocols = subprotocols.map(literal);
  if (hasKey) protocols.push(literal("sluice.v1"), '"sluice.token." + key');
  const address = [literal(url), ...(protocols.length > 0 ? [`[${protocols.join(", ")}]`] : [])];
  const content = typeof message === "string" ? literal(message) : `Uint8Array.of(${bytesIn(message)})`;
  return [
    ...(hasKey
      ? [`const key = ${literal(apiKey)}; // a browser cannot set headers: the key travels as a subprotocol`]
      : []),
    `const socket = new WebSocket(${address.join(", ")});`,
    ...(message.length === 0 ? [] : [`socket.onopen = () => socket.send(${content});`]),
    "socket.onmessage = ({ data }) => console.log(data);",
    "socket.onclose = ({ code, reason }) => console.log(code, reason);",
  ].join("\n");
}

function node({ url, subprotocols, message, hasKey, apiKey }: SampleOf): string {
  const options = [
    ...(hasKey ? [`headers: { apikey: ${keyOr("process.env.KEY", apiKey)} }`] : []),
    ...(url.startsWith("wss:") ? ["rejectUnauthorized: false"] : []),
  ];
  const call = [literal(url), `[${subprotocols.map(literal).join(", ")}]`];
  if (options.length > 0) call.push(`{ ${options.join(", ")} }`);
  const content = typeof message === "string" ? literal(message) : `Buffer.from("${hexOf(message)}", "hex")`;
  return [
    `import WebSocket from "ws"; // npm install ws`,
    "",
    `const socket = new WebSocket(${call.join(", ")});`,
    ...(message.length === 0 ? [] : [`socket.on("open", () => socket.send(${content}));`]),
    `socket.on("message", (data) => console.log(String(data)));`,
    `socket.on("close", (code, reason) => console.log(code, String(reason)));`,
    `socket.on("error", (error) => console.error(error.message));`,
  ].join("\n");
}

function python({ url, subprotocols, message, hasKey, apiKey }: SampleOf): string {
  const isSecure = url.startsWith("wss:");
  const call = [
    literal(url),
    ...(hasKey ? [`additional_headers={"apikey": ${keyOr('os.environ["KEY"]', apiKey)}}`] : []),
    ...(subprotocols.length > 0 ? [`subprotocols=[${subprotocols.map(literal).join(", ")}]`] : []),
    ...(isSecure ? ["ssl=context"] : []),
  ];
  const modules = [...(hasKey && apiKey === undefined ? ["os"] : []), ...(isSecure ? ["ssl"] : [])];
  const content = typeof message === "string" ? literal(message) : `bytes.fromhex("${hexOf(message)}")`;
  return [
    ...(modules.length > 0 ? [`import ${modules.join(", ")}`] : []),
    "from websockets.sync.client import connect  # pip install websockets",
    "",
    ...(isSecure
      ? ["context = ssl._create_unverified_context()  # the gateway's certificate is self-signed"]
      : []),
    `with connect(${call.join(", ")}) as socket:`,
    ...(message.length === 0 ? [] : [`    socket.send(${content})`]),
    "    for received in socket:",
    "        print(received)",
  ].join("\n");
}

function go(of: SampleOf): string {
  const { url, message } = of;
  const options = goOptions(of);
  const kind = typeof message === "string" ? "MessageText" : "MessageBinary";
  const content = typeof message === "string" ? `[]byte(${literal(message)})` : `[]byte{${bytesIn(message)}}`;
  const write = `\tif err := socket.Write(ctx, websocket.${kind}, ${content}); err != nil {\n\t\tlog.Fatal(err)\n\t}`;
  const dialOptions = options.length > 0 ? `&websocket.DialOptions{${options.join(", ")}}` : "nil";
  return [
    "package main",
    "",
    `import (\n${goPackages(of)
      .map((name) => `\t"${name}"\n`)
      .join("")}\n\t"github.com/coder/websocket"\n)`,
    "",
    "func main() {",
    "\tctx := context.Background()",
    ...(url.startsWith("wss:")
      ? [
          "\t// The gateway's certificate is self-signed.",
          "\tclient := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}",
        ]
      : []),
    `\tsocket, _, err := websocket.Dial(ctx, ${literal(url)}, ${dialOptions})`,
    "\tif err != nil {\n\t\tlog.Fatal(err)\n\t}",
    ...(message.length === 0 ? [] : [write]),
    "\tfor {\n\t\t_, received, err := socket.Read(ctx)\n\t\tif err != nil {\n\t\t\tlog.Fatal(err)\n\t\t}",
    "\t\tfmt.Println(string(received))\n\t}\n}",
  ].join("\n");
}

function goOptions({ url, subprotocols, hasKey, apiKey }: SampleOf): readonly string[] {
  return [
    ...(url.startsWith("wss:") ? ["HTTPClient: client"] : []),
    ...(hasKey ? [`HTTPHeader: http.Header{"Apikey": {${keyOr('os.Getenv("KEY")', apiKey)}}}`] : []),
    ...(subprotocols.length > 0 ? [`Subprotocols: []string{${subprotocols.map(literal).join(", ")}}`] : []),
  ];
}

/** What the sample needs and nothing else: Go compiles no unused import. */
function goPackages({ url, hasKey, apiKey }: SampleOf): readonly string[] {
  const isSecure = url.startsWith("wss:");
  return [
    "context",
    ...(isSecure ? ["crypto/tls"] : []),
    ...["fmt", "log"],
    ...(isSecure || hasKey ? ["net/http"] : []),
    ...(hasKey && apiKey === undefined ? ["os"] : []),
  ];
}

/** The key as a literal, else the expression that has it from the environment. */
function keyOr(fromEnvironment: string, apiKey: string | undefined): string {
  return apiKey === undefined ? fromEnvironment : literal(apiKey);
}

function bytesIn(bytes: Uint8Array): string {
  return [...bytes].map((byte) => `0x${byte.toString(16).padStart(2, "0")}`).join(", ");
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * A string of JavaScript, Python and Go alike (RFC 8259, section 7, which they all read). Half a character cannot be sent,
 * and Go takes no U+FEFF within its source.
 */
function literal(text: string): string {
  return JSON.stringify(text.toWellFormed()).replaceAll("\uFEFF", "\\ufeff");
}
