import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { copyLines, prefixes } from "./prefixed-lines.mjs";

function copied(chunks) {
  const stream = new PassThrough();
  let text = "";
  copyLines(stream, "portal │ ", { write: (more) => (text += more) });
  const ended = new Promise((resolve) => stream.on("end", () => resolve(text)));
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  return ended;
}

describe("prefixed logs", () => {
  it("prefixes whole lines, however the stream was cut", async () => {
    expect(await copied(["one\ntw", "o\r\nth", "ree"])).toBe("portal │ one\nportal │ two\nportal │ three\n");
  });

  it("keeps a character whole that was cut between two chunks", async () => {
    const bytes = Buffer.from("é\n");
    expect(await copied([bytes.subarray(0, 1), bytes.subarray(1)])).toBe("portal │ é\n");
  });

  it("aligns the names, without colour codes in a file", () => {
    expect(prefixes(["portal", "gateway"], { write: () => true })("portal")).toBe("portal  │ ");
  });
});
