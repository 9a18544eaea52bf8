// Zips that people bring, and those made to do harm: each is unpacked within its bounds or refused in words.
import { describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { MAX_UNPACKED_BYTES, MAX_ZIP_ENTRIES, unpackZip } from "./unpack-zip.ts";

type Options = { readonly mode?: number };

async function zipOf(files: readonly (readonly [string, string | Buffer, Options?])[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content, options] of files) zip.addBuffer(Buffer.from(content), name, options);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** The writer refuses such names: one of the same length is put in their place. */
async function zipNamed(name: string): Promise<Buffer> {
  const stand = "x".repeat(name.length);
  const bytes = await zipOf([[stand, "a: 1"]]);
  return Buffer.from(bytes.toString("latin1").replaceAll(stand, name), "latin1");
}

const CENTRAL = Buffer.from("PK\x01\x02", "latin1");

/** Changes a number of two or four bytes in the first entry of the directory. */
function patched(bytes: Buffer, offset: number, value: number, size: 2 | 4): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUIntLE(value, copy.indexOf(CENTRAL) + offset, size);
  return copy;
}

const refusal = async (bytes: Buffer) => {
  const unpacked = await unpackZip(bytes);
  return unpacked.ok ? "unpacked" : unpacked.message;
};

describe("a zip", () => {
  it("gives its texts by their paths, in folders too, and passes over what is no text", async () => {
    const picture = Buffer.from([0x89, 0x50, 0xff, 0x00]);
    const bytes = await zipOf([
      ["api.yaml", "\uFEFFasyncapi: 3.0.0\r\n"],
      ["schemas/größe.json", "{}"],
      ["logo.png", picture],
    ]);
    const unpacked = await unpackZip(bytes);
    expect(unpacked.ok && [...unpacked.value]).toEqual([
      ["api.yaml", "\uFEFFasyncapi: 3.0.0\r\n"],
      ["schemas/größe.json", "{}"],
    ]);
  });

  it.each([
    ["../outside.yaml", "leads out of it"],
    ["a/../../b.yaml", "leads out of it"],
    ["/etc/passwd.yaml", "absolute path"],
    ["C:/windows.yaml", "absolute path"],
    ["..\\outside.yaml", "backslash"],
  ])("with the name %s is refused", async (name, words) => {
    const told = await refusal(await zipNamed(name));
    expect(told).toContain(words);
    expect(told).toContain(name);
  });

  it.each([
    ["a\0b.yaml", "a name with a control character, a\uFFFDb.yaml"],
    ["a\nb.yaml", "a name with a control character"],
    ["./.", "a file without a name"],
  ])("with the name %j is refused, and shown safely", async (name, words) => {
    expect(await refusal(await zipNamed(name))).toContain(words);
  });

  it.each([
    ["a.yaml", "./a.yaml"],
    ["a/b.yaml", "a//b.yaml"],
    ["gr\u00f6\u00dfe.yaml", "gro\u0308\u00dfe.yaml"],
  ])("with one place under the two names %j and %j is refused", async (first, second) => {
    const stand = "x".repeat(Buffer.byteLength(second));
    const bytes = await zipOf([
      [first, "a: 1"],
      [stand, "a: 2"],
    ]);
    const text = bytes.toString("latin1").replaceAll(stand, Buffer.from(second).toString("latin1"));
    expect(await refusal(Buffer.from(text, "latin1"))).toContain(`${first} twice`);
  });

  it("finds files by names that were written in another form of Unicode", async () => {
    const unpacked = await unpackZip(await zipOf([["gro\u0308\u00dfe.yaml", "a: 1"]]));
    expect(unpacked.ok && [...unpacked.value.keys()]).toEqual(["gr\u00f6\u00dfe.yaml"]);
  });

  it.each([
    [0o060644, "a device or pipe"],
    [0o020644, "a device or pipe"],
    [0o010644, "a device or pipe"],
    [0o140644, "a device or pipe"],
  ])("with an entry of the type %o is refused", async (mode, words) => {
    expect(await refusal(await zipOf([["odd.yaml", "a", { mode }]]))).toContain(`${words}, odd.yaml`);
  });

  it.each([[0x0840], [0x0820], [0x2800]])("with the flags %i is refused", async (flags) => {
    const bytes = await zipOf([["odd.yaml", "a: 1"]]);
    expect(await refusal(patched(bytes, 8, flags, 2))).toMatch(/packed in an unusual way|cannot be unpacked/);
  });

  it("with an unknown compression is refused", async () => {
    const bytes = await zipOf([["odd.yaml", "a: 1"]]);
    expect(await refusal(patched(bytes, 10, 99, 2))).toContain("cannot be unpacked");
  });

  it("with files that share their bytes is refused", async () => {
    const bytes = await zipOf([
      ["a.yaml", "a: 1"],
      ["b.yaml", "b: 1"],
    ]);
    const second = bytes.lastIndexOf(CENTRAL);
    bytes.writeUInt32LE(0, second + 42);
    expect(await refusal(bytes)).toContain("files that overlap");
  });

  it("with a symbolic link is refused", async () => {
    expect(await refusal(await zipOf([["link.yaml", "/etc/passwd", { mode: 0o120777 }]]))).toContain(
      "a symbolic link, link.yaml",
    );
  });

  it("with an encrypted file is refused", async () => {
    const bytes = await zipOf([["secret.yaml", "a: 1"]]);
    expect(await refusal(patched(bytes, 8, 0x0801, 2))).toContain("an encrypted file, secret.yaml");
  });

  it("with one name twice is refused", async () => {
    const bytes = await zipOf([
      ["a.yaml", "a: 1"],
      ["b.yaml", "b: 1"],
    ]);
    const twice = Buffer.from(bytes.toString("latin1").replaceAll("b.yaml", "a.yaml"), "latin1");
    expect(await refusal(twice)).toContain("a.yaml twice");
  });

  it("with one file more than it may hold is refused", async () => {
    const files = (count: number) =>
      Array.from({ length: count }, (_, index) => [`${index}.yaml`, "a"] as const);
    expect(await refusal(await zipOf(files(MAX_ZIP_ENTRIES)))).toBe("unpacked");
    expect(await refusal(await zipOf(files(MAX_ZIP_ENTRIES + 1)))).toContain("more than 200 files");
  });

  it("that is a bomb is refused, also in many files", async () => {
    const half = Buffer.alloc(MAX_UNPACKED_BYTES / 2, "a");
    const fits = await zipOf([
      ["a", half],
      ["b", half],
    ]);
    expect(fits.length).toBeLessThan(100_000);
    expect(await refusal(fits)).toBe("unpacked");
    expect(
      await refusal(
        await zipOf([
          ["a", half],
          ["b", half],
          ["c", "a"],
        ]),
      ),
    ).toContain("more than 10 MB");
  });

  it("that lies about its sizes is refused", async () => {
    const bomb = await zipOf([["bomb", Buffer.alloc(3 * MAX_UNPACKED_BYTES, "a")]]);
    expect(await refusal(patched(bomb, 24, 10, 4))).toContain("The zip");
    expect(await refusal(patched(bomb, 24, 10, 4))).not.toBe("unpacked");
  });

  it.each([["no zip at all"], [""], ["PK\x03\x04"], ["PK\x05\x06"]])(
    "made of %j is refused",
    async (text) => {
      expect(await refusal(Buffer.from(text, "latin1"))).toContain("cannot be unpacked");
    },
  );

  it("that is cut off anywhere, or has any byte changed, breaks nothing", async () => {
    const bytes = await zipOf([["a.yaml", "asyncapi: 3.0.0"]]);
    for (let place = 0; place < bytes.length; place += 1) {
      await unpackZip(bytes.subarray(0, place));
      await unpackZip(bytes.fill(bytes.readUInt8(place) ^ 0xff, place, place + 1));
    }
  });
});
