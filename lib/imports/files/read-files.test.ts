// Files as a browser sends them: one document comes of them, or words that say what to do.
import { describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { readFiles, type SentForm } from "./read-files.ts";

type Named = Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>;

async function formOf(files: Named, main?: string): Promise<SentForm> {
  const form = new FormData();
  for (const [name, content] of Object.entries(files)) form.append("file", new Blob([content]), name);
  if (main !== undefined) form.append("main", main);
  const sent = new Response(form);
  return { contentType: sent.headers.get("content-type") ?? "", bytes: await sent.bytes() };
}

async function zipped(files: Readonly<Record<string, string>>): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return new Uint8Array(Buffer.concat(chunks));
}

const readThose = async (files: Named, main?: string) => readFiles(await formOf(files, main));

const document = "asyncapi: 3.0.0\ncomponents:\n  schemas:\n    A: {$ref: 'parts/größe.yaml'}\n";
const files = { "api.yaml": document, "parts/größe.yaml": "type: string\n", "README.md": "# Words\n" };
const made = {
  ok: true,
  value: { kind: "document", main: "api.yaml", parts: ["parts/größe.yaml"], problems: [] },
};

describe("files that are brought", () => {
  it("become one document, by themselves or in a zip", async () => {
    const single = await readThose(files);
    expect(single).toMatchObject(made);
    expect(single).toMatchObject({ value: { text: expect.stringContaining("#/components/schemas/gr-e") } });
    expect(await readThose({ "all.zip": await zipped(files) })).toEqual(single);
    // Whatever it is called.
    expect(await readThose({ "all.bin": await zipped(files) })).toEqual(single);
  });

  it("leave the choice where several are documents of their own", async () => {
    const two = { "a.yaml": "asyncapi: 3.0.0 # a", "b.yaml": "asyncapi: 3.0.0 # b" };
    expect(await readThose(two)).toEqual({
      ok: true,
      value: { kind: "choice", mains: ["a.yaml", "b.yaml"] },
    });
    expect(await readThose(two, "b.yaml")).toMatchObject({
      value: { main: "b.yaml", text: "asyncapi: 3.0.0 # b" },
    });
    expect(await readThose(two, "c.yaml")).toMatchObject({ ok: false, code: "no_document" });
  });

  it("tell file and line of what is wrong", async () => {
    const { "README.md": _, ...wrong } = {
      ...files,
      "parts/größe.yaml": "type: object\nnot:\n  $ref: none.yaml\n",
    };
    expect(await readThose(wrong)).toMatchObject({
      value: { problems: [expect.stringMatching(/^parts\/größe\.yaml, line 3: "none\.yaml" names a file/)] },
    });
  });

  it("tell of a place that a file of them does not have", async () => {
    const wrong = { ...files, "api.yaml": document.replace("größe.yaml", "größe.yaml#/none") };
    expect(await readThose(wrong)).toMatchObject({
      value: { problems: ["api.yaml, line 4: There is nothing at #/none of parts/größe.yaml."] },
    });
  });

  it.each<[string, Named, string]>([
    ["no document", { "a.yaml": "openapi: 3.1.0" }, "None of these files is an AsyncAPI document"],
    ["a name that leads out", { "../a.yaml": "asyncapi: 3.0.0" }, "a path that leads out of it: ../a.yaml"],
    ["one place twice", { "a.yaml": "a", "./a.yaml": "b" }, "Two files are named ./a.yaml"],
    ["a broken zip", { "all.zip": "PK" }, "The zip cannot be unpacked"],
    ["a zip among others", { "all.zip": "PK", "a.yaml": "a" }, "all.zip is a zip: bring it alone"],
    [
      "a document too large",
      { "a.yaml": `asyncapi: 3.0.0\n#${"a".repeat(2.5 * 1024 * 1024)}` },
      "a.yaml is larger than 2.5 MiB",
    ],
    ["too much", { "a.yaml": "a".repeat(10_000_001) }, "more than 10 MB"],
    [
      "too many",
      Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`${index}`, ""])),
      "more than 200 files",
    ],
    ["none", {}, "No file arrived"],
  ])("with %s are refused in words", async (_what, wrong, words) => {
    expect(await readThose(wrong)).toMatchObject({ ok: false, message: expect.stringContaining(words) });
  });

  it("are refused where they did not arrive whole", async () => {
    const { bytes, contentType } = await formOf(files);
    const cut = { contentType, bytes: bytes.slice(0, bytes.length / 2) };
    expect(await readFiles(cut)).toMatchObject({ ok: false, code: "upload" });
    expect(await readFiles({ bytes, contentType: "text/plain" })).toMatchObject({
      ok: false,
      code: "upload",
    });
  });
});
