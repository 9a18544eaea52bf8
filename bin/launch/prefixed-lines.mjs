// Joins the logs of several processes into one stream of whole lines, each with its process's name before it.
import { StringDecoder } from "node:string_decoder";

const colours = [36, 35, 33, 32, 34];

/**
 * @param {string[]} names in the order of their colours
 * @param {{ write(text: string): unknown, isTTY?: boolean }} out
 * @returns {(name: string) => string} the prefix of a process, padded to the longest name
 */
export function prefixes(names, out) {
  const width = Math.max(...names.map((name) => name.length));
  return (name) => {
    const text = `${name.padEnd(width)} │ `;
    return out.isTTY ? `\x1b[${colours[names.indexOf(name) % colours.length]}m${text}\x1b[0m` : text;
  };
}

/** Copies a stream to `out` line by line; a line without its end is written when the stream ends. */
export function copyLines(stream, prefix, out) {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  stream.on("data", (chunk) => {
    const lines = (rest + decoder.write(chunk)).split("\n");
    rest = lines.pop() ?? "";
    if (lines.length > 0) out.write(lines.map((line) => `${prefix}${line.replace(/\r$/, "")}\n`).join(""));
  });
  stream.on("end", () => {
    if (rest) out.write(`${prefix}${rest}\n`);
  });
}
