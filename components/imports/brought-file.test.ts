// Files as people have them.
import { describe, expect, it } from "vitest";
import { readBroughtFile } from "./brought-file.ts";

const fileOf = (bytes: Uint8Array<ArrayBuffer> | string, name = "chat.yaml") => new File([bytes], name);

describe("a file that is brought", () => {
  it("is read as UTF-8, and keeps its mark", async () => {
    expect(await readBroughtFile(fileOf("title: Grüße\r\n"))).toEqual({
      ok: true,
      value: "title: Grüße\r\n",
    });
    expect(await readBroughtFile(fileOf("\ufefftitle: a\n"))).toEqual({
      ok: true,
      value: "\ufefftitle: a\n",
    });
  });

  it("is read as UTF-16 where its mark says so", async () => {
    const text = "\ufefftitle: ü\n";
    const little = new Uint8Array(new Uint16Array([...text].map((unit) => unit.charCodeAt(0))).buffer);
    expect(await readBroughtFile(fileOf(little))).toEqual({ ok: true, value: text });
  });

  it("is refused by name where it is no text", async () => {
    const zip = new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0xff]);
    expect(await readBroughtFile(fileOf(zip, "chat.zip"))).toMatchObject({ ok: false, code: "not_text" });
  });

  it("is refused with its size where it is larger than a definition may be", async () => {
    expect(await readBroughtFile(fileOf("a".repeat(1024 * 1024 * 2.6)))).toMatchObject({
      ok: false,
      message: "chat.yaml has 2.6 MiB; a definition can have at most 2.5 MiB. Shorten it.",
    });
  });
});
