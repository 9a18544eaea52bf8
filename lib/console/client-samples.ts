// The same connection in the words of other clients: commands and code that say exactly what is on the screen. The key is
// read from the environment, so that no sample holds one.
import { quoted } from "./wscat-command.ts";

export type SampleOf = {
  readonly url: string;
  /** The person's own subprotocols. */
  readonly subprotocols: readonly string[];
  /** What is sent once the connection is open; empty for nothing. */
  readonly message: string;
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

function wscat({ url, subprotocols, message }: SampleOf): string {
  const parts = [
    `wscat ${url.startsWith("wss:") ? "-n -c" : "-c"} ${quoted(url)} -H "apikey: $KEY"`,
    ...subprotocols.map((name) => `-s ${quoted(name)}`),
    ...(message === "" ? [] : [`-x ${quoted(message)} -w 5`]),
  ];
  return parts.join(" ");
}

function websocat({ url, subprotocols, message }: SampleOf): string {
  // Each line is a message of its own, unless they are told apart by NUL.
  const hasLines = /[\r\n]/.test(message);
  const pipe = message === "" ? "" : `printf '%s\\${hasLines ? "0" : "n"}' ${quoted(message)} | `;
  const options = [
    ...(hasLines ? ["-0"] : []),
    ...(url.startsWith("wss:") ? ["-k"] : []),
    '-H "apikey: $KEY"',
    ...(subprotocols.length > 0 ? [`--protocol ${quoted(subprotocols.join(", "))}`] : []),
    ...(message === "" ? [] : ["--no-close"]),
  ];
  return `${pipe}websocat ${options.join(" ")} ${quoted(url)}`;
}

function browser({ url, subprotocols, message }: SampleOf): string {
  const protocols = [...subprotocols, "sluice.v1"].map(literal).join(", ");
  return [
    `const key = "YOUR_KEY"; // a browser cannot set headers: the key travels as a subprotocol`,
    `const socket = new WebSocket(${literal(url)}, [${protocols}, "sluice.token." + key]);`,
    ...(message === "" ? [] : [`socket.onopen = () => socket.send(${literal(message)});`]),
    "socket.onmessage = ({ data }) => console.log(data);",
    "socket.onclose = ({ code, reason }) => console.log(code, reason);",
  ].join("\n");
}

function node({ url, subprotocols, message }: SampleOf): string {
  const options = `{ headers: { apikey: process.env.KEY }${url.startsWith("wss:") ? ", rejectUnauthorized: false" : ""} }`;
  return [
    `import WebSocket from "ws"; // npm install ws`,
    "",
    `const socket = new WebSocket(${literal(url)}, [${subprotocols.map(literal).join(", ")}], ${options});`,
    ...(message === "" ? [] : [`socket.on("open", () => socket.send(${literal(message)}));`]),
    `socket.on("message", (data) => console.log(String(data)));`,
    `socket.on("close", (code, reason) => console.log(code, String(reason)));`,
    `socket.on("error", (error) => console.error(error.message));`,
  ].join("\n");
}

function python({ url, subprotocols, message }: SampleOf): string {
  const isSecure = url.startsWith("wss:");
  const options = [
    'additional_headers={"apikey": os.environ["KEY"]}',
    ...(subprotocols.length > 0 ? [`subprotocols=[${subprotocols.map(literal).join(", ")}]`] : []),
    ...(isSecure ? ["ssl=context"] : []),
  ];
  return [
    `import os${isSecure ? ", ssl" : ""}`,
    "from websockets.sync.client import connect  # pip install websockets",
    "",
    ...(isSecure
      ? ["context = ssl._create_unverified_context()  # the gateway's certificate is self-signed"]
      : []),
    `with connect(${literal(url)}, ${options.join(", ")}) as socket:`,
    ...(message === "" ? [] : [`    socket.send(${literal(message)})`]),
    "    for received in socket:",
    "        print(received)",
  ].join("\n");
}

function go({ url, subprotocols, message }: SampleOf): string {
  const options = [
    'HTTPHeader: http.Header{"Apikey": {os.Getenv("KEY")}}',
    ...(subprotocols.length > 0 ? [`Subprotocols: []string{${subprotocols.map(literal).join(", ")}}`] : []),
  ];
  const write = `\tif err := socket.Write(ctx, websocket.MessageText, []byte(${literal(message)})); err != nil {\n\t\tlog.Fatal(err)\n\t}`;
  return [
    "package main",
    "",
    'import (\n\t"context"\n\t"fmt"\n\t"log"\n\t"net/http"\n\t"os"\n\n\t"github.com/coder/websocket"\n)',
    "",
    "func main() {",
    "\tctx := context.Background()",
    `\tsocket, _, err := websocket.Dial(ctx, ${literal(url)}, &websocket.DialOptions{${options.join(", ")}})`,
    "\tif err != nil {\n\t\tlog.Fatal(err)\n\t}",
    ...(message === "" ? [] : [write]),
    "\tfor {\n\t\t_, received, err := socket.Read(ctx)\n\t\tif err != nil {\n\t\t\tlog.Fatal(err)\n\t\t}",
    "\t\tfmt.Println(string(received))\n\t}\n}",
  ].join("\n");
}

/**
 * A string of JavaScript, Python and Go alike (RFC 8259, section 7, which they all read). Half a character cannot be sent,
 * and Go takes no U+FEFF within its source.
 */
function literal(text: string): string {
  return JSON.stringify(text.toWellFormed()).replaceAll("\uFEFF", "\\ufeff");
}
