// Zips as people have them, and as attackers make them: those that no packer writes are made by hand from good ones.
import { describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { MAX_ZIP_BYTES, MAX_ZIP_ENTRIES, unpackZip } from "./unpack-zip.ts";

type Packed = { readonly path: string; readonly content: string | Buffer; readonly mode?: number };

async function zipOf(...files: readonly Packed[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { path, content, mode } of files) {
    zip.addBuffer(Buffer.from(content), path, mode === undefined ? {} : { mode });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Puts other bytes of the same length in the place of all of `from`: in the local header and in the directory. */
function forge(zip: Buffer, from: string, to: string): Buffer {
  const bytes = Buffer.from(zip);
  for (let at = bytes.indexOf(from); at !== -1; at = bytes.indexOf(from, at + 1)) bytes.write(to, at);
  return bytes;
}

/** Changes each entry of the directory: 0x02014b50, then fields at fixed offsets (APPNOTE 4.3.12). */
function inDirectory(zip: Buffer, change: (bytes: Buffer, at: number) => void): Buffer {
  const bytes = Buffer.from(zip);
  const signature = Buffer.from("PK\x01\x02", "latin1");
  for (let at = bytes.indexOf(signature); at !== -1; at = bytes.indexOf(signature, at + 4)) change(bytes, at);
  return bytes;
}

const MAIN = { path: "asyncapi.yaml", content: "asyncapi: 3.0.0\n# Grüße\r\n" };

describe("a zip that is brought", () => {
  it("gives its texts by path, without pictures, folders and what systems add", async () => {
    const zip = await zipOf(
      MAIN,
      { path: "a b/Größe.json", content: "{}" },
      { path: "logo.png", content: Buffer.from([0x89, 0x50, 0, 0xff]) },
      { path: "__MACOSX/._asyncapi.yaml", content: "x" },
      { path: "a b/.DS_Store", content: "x" },
    );
    const unpacked = await unpackZip(zip);
    expect(unpacked.ok && [...unpacked.value]).toEqual([
      ["asyncapi.yaml", MAIN.content],
      ["a b/Größe.json", "{}"],
    ]);
  });

  it("is refused where it is none, cut off, or holds no text", async () => {
    const zip = await zipOf(MAIN);
    for (const bytes of [Buffer.from("asyncapi: 3.0.0"), Buffer.alloc(0), zip.subarray(0, 60)])
      expect(await unpackZip(bytes)).toMatchObject({ code: "zip_unreadable" });
    expect(await unpackZip(await zipOf())).toMatchObject({ code: "zip_empty" });
    const broken = Buffer.from(zip);
    broken.fill(0xff, 44, 60);
    expect((await unpackZip(broken)).ok).toBe(false);
  });
});

describe("a hostile zip", () => {
  it.each(["../secrets.yaml", "..\\secrets.yaml", "/etc/passwd.yml", "C:/windows.yaml", "a/../../b.yamlx"])(
    "is refused for %s",
    async (path) => {
      const zip = await zipOf(MAIN, { path: "x".repeat(path.length), content: "a: 1" });
      const refused = await unpackZip(forge(zip, "x".repeat(path.length), path));
      expect(refused).toMatchObject({ ok: false, code: "zip_path" });
      expect(!refused.ok && refused.message).toContain(path);
    },
  );

  it("is refused for a name with a NUL in it", async () => {
    const zip = forge(await zipOf({ path: "a_yaml.png", content: "a: 1" }), "a_yaml", "a\0yaml");
    expect(await unpackZip(zip)).toMatchObject({ code: "zip_path" });
  });

  it("is refused for a link", async () => {
    const zip = await zipOf(MAIN, { path: "user.yaml", content: "/etc/passwd", mode: 0o120777 });
    expect(await unpackZip(zip)).toMatchObject({ code: "zip_link" });
  });

  it("is refused for a device, whatever system says it wrote it", async () => {
    const zip = inDirectory(await zipOf(MAIN), (bytes, at) => {
      bytes.writeUInt8(0, at + 5);
      bytes.writeUInt32LE((0o020666 << 16) >>> 0, at + 38);
    });
    expect(await unpackZip(zip)).toMatchObject({ code: "zip_link" });
  });

  it.each([0x1, 0x41, 0x2001])("is refused where it is encrypted (flag %i)", async (flag) => {
    const zip = inDirectory(await zipOf(MAIN), (bytes, at) => {
      bytes.writeUInt16LE(bytes.readUInt16LE(at + 8) | flag, at + 8);
    });
    expect(await unpackZip(zip)).toMatchObject({ code: "zip_encrypted" });
  });

  it("is refused for a file that is there twice, also as ./a and in another form of Unicode", async () => {
    const twice = forge(await zipOf(MAIN, { path: "asyncapi.yamX", content: "b: 2" }), "yamX", "yaml");
    expect(await unpackZip(twice)).toMatchObject({ code: "zip_twice" });
    const dotted = forge(await zipOf(MAIN, { path: "XXasyncapi.yaml", content: "b: 2" }), "XX", "./");
    expect(await unpackZip(dotted)).toMatchObject({ code: "zip_twice" });
    const forms = await zipOf(
      { path: "\u00fc.yaml", content: "a: 1" },
      { path: "u\u0308.yaml", content: "a: 1" },
    );
    expect(await unpackZip(forms)).toMatchObject({ code: "zip_twice" });
  });

  it("is refused for too many entries", async () => {
    const files = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ path: `${index}.yaml`, content: "a: 1" }));
    expect(await unpackZip(await zipOf(...files(MAX_ZIP_ENTRIES)))).toMatchObject({ ok: true });
    expect(await unpackZip(await zipOf(...files(MAX_ZIP_ENTRIES + 1)))).toMatchObject({
      code: "zip_too_many",
    });
  });

  it("is refused as a bomb while it is unpacked, also where its headers say it is small", async () => {
    const half = Buffer.alloc(MAX_ZIP_BYTES / 2, "a");
    const fits = await zipOf({ path: "a", content: half }, { path: "b", content: half });
    expect(await unpackZip(fits)).toMatchObject({ ok: true });
    const bomb = await zipOf(
      { path: "a", content: half },
      { path: "b", content: half },
      { path: "c", content: "x" },
    );
    expect(bomb.length).toBeLessThan(20_000);
    const lying = inDirectory(bomb, (bytes, at) => bytes.writeUInt32LE(10, at + 24));
    for (const zip of [bomb, lying]) expect(await unpackZip(zip)).toMatchObject({ code: "zip_too_large" });
    expect(await unpackZip(Buffer.alloc(MAX_ZIP_BYTES + 1))).toMatchObject({ code: "zip_too_large" });
  });

  it("is refused where two hundred entries are one and the same bomb", async () => {
    const bomb = await zipOf(
      ...Array.from({ length: MAX_ZIP_ENTRIES }, (_, index) => ({
        path: `${index}`,
        content: index === 0 ? Buffer.alloc(1024 * 1024, "a") : "",
      })),
    );
    const first = { packed: 0, method: 0 };
    const overlapping = inDirectory(bomb, (bytes, at) => {
      if (first.packed === 0) {
        first.packed = bytes.readUInt32LE(at + 20);
        first.method = bytes.readUInt16LE(at + 10);
      }
      bytes.writeUInt16LE(first.method, at + 10);
      bytes.writeUInt32LE(first.packed, at + 20);
      bytes.writeUInt32LE(0, at + 42);
    });
    expect(await unpackZip(overlapping)).toMatchObject({ code: "zip_too_large" });
  });
});
