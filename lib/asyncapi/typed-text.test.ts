// Text that YAML 1.1 or 1.2 would read as something else is written in quotes; what stood there stays as it was.
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { exactYaml } from "#lib/asyncapi/exact-text.ts";
import { exactFrom } from "#lib/asyncapi/exact-value.ts";
import { newDefinition } from "#lib/asyncapi/new-definition.ts";
import { editSource } from "#lib/asyncapi/source-edit.ts";

const TYPED = [
  "yes",
  "no",
  "on",
  "y",
  "1.0",
  "null",
  "~",
  "0123",
  "0o17",
  "0x10",
  "1_000",
  "2020-01-01",
  "12:30:00",
];

const LAYOUTS = {
  block: "a: 1.10   # as it was\nb:\n  c: 0x10\n  d: 2020-01-01\n",
  flow: "a: 1.10   # as it was\nb: { c: 0x10, d: 2020-01-01 }\n",
};

describe.each(Object.entries(LAYOUTS))("text typed into a form, in %s style", (_, text) => {
  it.each(TYPED)("%s stays text, as a value and as a key, in place of a number and beside one", (typed) => {
    for (const path of [["a"], ["new"], ["b", "c"], ["b", "new"], ["b", typed]]) {
      const edited = editSource(text, [{ op: "set", path, value: typed }]);
      if (!edited.ok) throw new Error(edited.message);
      for (const version of ["1.1", "1.2"] as const) {
        const read: unknown = path.reduce(
          (value, step) => Object(value)[step],
          parse(edited.text, { version }),
        );
        expect(read, `${path.join(".")} in YAML ${version}`).toBe(typed);
      }
      expect(edited.text).toContain("d: 2020-01-01");
      if (path[0] !== "a") expect(edited.text).toContain("a: 1.10   # as it was");
    }
  });
});

it("new definitions and downloads quote it too", () => {
  for (const typed of TYPED) {
    const texts = [
      newDefinition({ title: typed, version: typed }),
      exactYaml(exactFrom({ info: { title: typed, version: typed } })),
    ];
    for (const text of texts)
      for (const version of ["1.1", "1.2"] as const)
        expect(parse(text, { version }).info).toEqual({ title: typed, version: typed });
  }
});
