// Edits of a text by hand: what changes, and above all what does not.
import { describe, expect, it } from "vitest";
import type { SourceEdit } from "#lib/asyncapi/plain-edit.ts";
import { editSource } from "#lib/asyncapi/source-edit.ts";

function edit(text: string, ...edits: SourceEdit[]): string {
  const result = editSource(text, edits);
  if (!result.ok) throw new Error(result.message);
  return result.text;
}

describe("setting a value", () => {
  it("keeps the comment behind it, the quotes and the anchor", () => {
    const text = `info:\n  title: &t "Chats"   # ours\n  version: '1.0.0' # theirs\n`;
    expect(
      edit(
        text,
        { op: "set", path: ["info", "title"], value: 'Say "hi"' },
        { op: "set", path: ["info", "version"], value: "it's 2" },
      ),
    ).toBe(`info:\n  title: &t "Say \\"hi\\""   # ours\n  version: 'it''s 2' # theirs\n`);
  });

  it("quotes plain text only where YAML would read something else", () => {
    const text = "a: x\nb: x\nc: x\nd: x\n";
    const edits = ["1.0", "true", "# no comment", "plain"].map(
      (value, index): SourceEdit => ({ op: "set", path: ["abcd".charAt(index)], value }),
    );
    expect(edit(text, ...edits)).toBe('a: "1.0"\nb: "true"\nc: "# no comment"\nd: plain\n');
  });

  it("writes several lines as a block, at the depth of its neighbours, with their line ends", () => {
    const text = "channels:\r\n    a:\r\n        address: /a # here\r\n        title: A\r\n";
    expect(edit(text, { op: "set", path: ["channels", "a", "title"], value: "one\ntwo" })).toBe(
      "channels:\r\n    a:\r\n        address: /a # here\r\n        title: |-\r\n            one\r\n            two\r\n",
    );
  });

  it("replaces a block of text by a line, and a map by a scalar, without touching what follows", () => {
    const text = "a: |\n  one\n  two\n\n# about b\nb: # the b\n  x: 1\n  y: 2\nc: 3\n";
    expect(edit(text, { op: "set", path: ["a"], value: "one" }, { op: "set", path: ["b"], value: 2 })).toBe(
      "a: one\n\n# about b\nb: 2 # the b\nc: 3\n",
    );
  });

  it("changes nothing where the value is the same", () => {
    const text = "a:   'x'\nb: {y:   1}";
    expect(
      edit(text, { op: "set", path: ["a"], value: "x" }, { op: "set", path: ["b"], value: { y: 1 } }),
    ).toBe(text);
  });
});

describe("adding a member", () => {
  it("puts it after the last one and the comments that belong to that", () => {
    const text =
      "channels:\n  a:\n    address: /a # first\n    # more about a\n\n# the operations\noperations: {}\n";
    expect(edit(text, { op: "set", path: ["channels", "b"], value: { address: "/b" } })).toBe(
      "channels:\n  a:\n    address: /a # first\n    # more about a\n  b:\n    address: /b\n\n# the operations\noperations: {}\n",
    );
  });

  it("leaves a blank line where members are set apart by blank lines", () => {
    const text = "a:\n  x: 1\n\nb:\n  x: 2";
    expect(edit(text, { op: "set", path: ["c"], value: { x: 3 } })).toBe(
      "a:\n  x: 1\n\nb:\n  x: 2\n\nc:\n  x: 3",
    );
  });

  it.each([
    ["an empty map", "operations: {} # none yet\nx-last: 1\n"],
    ["a null", "operations: null # none yet\nx-last: 1\n"],
    ["nothing", "operations: # none yet\nx-last: 1\n"],
  ])("opens %s", (_, text) => {
    expect(edit(text, { op: "set", path: ["operations", "send", "action"], value: "send" })).toBe(
      "operations: # none yet\n  send:\n    action: send\nx-last: 1\n",
    );
  });

  it("makes missing parents", () => {
    expect(edit("a: 1\n", { op: "set", path: ["b", "c", "d"], value: 2 })).toBe("a: 1\nb:\n  c:\n    d: 2\n");
  });

  it("adds to a map in braces in the manner of that map", () => {
    const text = "a: { x: 1, y: 'two' } # both\nb: [1,2]\n";
    expect(
      edit(
        text,
        { op: "set", path: ["a", "z"], value: { w: [] } },
        { op: "set", path: ["b", 2], value: "q" },
      ),
    ).toBe("a: { x: 1, y: 'two', z: { w: [] } } # both\nb: [1,2, q]\n");
  });

  it("adds to a list at the depth of its dashes", () => {
    const text = "tags:\n- name: a # one\n- name: b\nend: 1\n";
    expect(edit(text, { op: "set", path: ["tags", 2], value: { name: "c", description: "d" } })).toBe(
      "tags:\n- name: a # one\n- name: b\n- name: c\n  description: d\nend: 1\n",
    );
  });
});

describe("deleting a member", () => {
  it("takes its lines and the comments inside it, and leaves those around it", () => {
    const text = "# head\na: 1 # one\n# about b\nb:\n  x: 1\n  # inside b\n# about c\nc: 3\n";
    expect(edit(text, { op: "delete", path: ["b"] })).toBe(
      "# head\na: 1 # one\n# about b\n# about c\nc: 3\n",
    );
  });

  it("takes the blank line that set it apart, and so undoes what adding it did", () => {
    const text = "a:\n  x: 1\n\nb:\n  x: 2\n# end\n";
    const added = edit(text, { op: "set", path: ["c"], value: { x: 3 } });
    expect(edit(added, { op: "delete", path: ["c"] })).toBe(text);
    expect(edit(added, { op: "delete", path: ["b"] })).toBe(
      "a:\n  x: 1\n# end\n".replace("# end", "\nc:\n  x: 3\n# end"),
    );
  });

  it("leaves an empty map where the last one goes, comments kept", () => {
    const text = "channels: # all of them\n  # the only one\n  a:\n    address: /a\noperations: {}\n";
    expect(edit(text, { op: "delete", path: ["channels", "a"] })).toBe(
      "channels: {} # all of them\n  # the only one\noperations: {}\n",
    );
  });

  it("moves the second member up to the dash where the first one goes", () => {
    expect(edit("l:\n  - a: 1 # one\n    b: 2\n  - c: 3\n", { op: "delete", path: ["l", 0, "a"] })).toBe(
      "l:\n  - b: 2\n  - c: 3\n",
    );
  });

  it("does not add the line break at the end of the file that was not there", () => {
    expect(edit("a: 1\nb: 2", { op: "delete", path: ["b"] })).toBe("a: 1");
    expect(edit("a: 1\r\nb: 2\r\n", { op: "delete", path: ["b"] })).toBe("a: 1\r\n");
  });

  it("does nothing where there is nothing", () => {
    expect(edit("a: 1\n", { op: "delete", path: ["b", "c"] })).toBe("a: 1\n");
  });
});

describe("renaming a key", () => {
  it("keeps its place and its value as they are", () => {
    const text = 'a: 1\n"b" : { x: 1 } # two\nc: 3\n';
    expect(edit(text, { op: "rename", path: ["b"], key: "/b/{id}" })).toBe(
      'a: 1\n"/b/{id}" : { x: 1 } # two\nc: 3\n',
    );
  });

  it("refuses a key that is taken", () => {
    expect(editSource("a: 1\nb: 2\n", [{ op: "rename", path: ["a"], key: "b" }])).toMatchObject({
      ok: false,
    });
  });
});

describe("JSON", () => {
  it("is edited in place as JSON, in its own layout", () => {
    const text = '{\n\t"info": { "title": "A" },\n\t"channels": {\n\t\t"a": {}\n\t}\n}\n';
    const edited = edit(
      text,
      { op: "set", path: ["info", "version"], value: "1" },
      { op: "set", path: ["channels", "a", "address"], value: "/a" },
      { op: "set", path: ["channels", "b"], value: { address: "/b" } },
    );
    expect(edited).toBe(
      '{\n\t"info": { "title": "A", "version": "1" },\n\t"channels": {\n\t\t"a": {\n\t\t\t"address": "/a"\n\t\t},\n' +
        '\t\t"b": {\n\t\t\t"address": "/b"\n\t\t}\n\t}\n}\n',
    );
    expect(JSON.parse(edited)).toMatchObject({ channels: { b: { address: "/b" } } });
  });

  it("stays dense where it is dense, and loses one comma with a member", () => {
    expect(edit('{"a":1,"b":{}}', { op: "set", path: ["b", "c"], value: [1, "x"] })).toBe(
      '{"a":1,"b":{"c":[1,"x"]}}',
    );
    expect(edit('{"a":1,"b":2}', { op: "delete", path: ["b"] })).toBe('{"a":1}');
    expect(edit('{\n  "a": 1,\n  "b": 2\n}', { op: "delete", path: ["a"] })).toBe('{\n  "b": 2\n}');
    // Whatever stands in the lines after it stays in them.
    expect(edit('{\n  "a": 1, "b": 2,\n  "c": 3\n}', { op: "delete", path: ["b"] })).toBe(
      '{\n  "a": 1,\n  "c": 3\n}',
    );
    expect(edit('{"a": 1,\n  "b": 2\n}', { op: "delete", path: ["a"] })).toBe('{\n  "b": 2\n}');
    expect(edit("x: {a: 1, # one\n  b: 2}\n", { op: "delete", path: ["x", "a"] })).toBe(
      "x: { # one\n  b: 2}\n",
    );
  });
});

describe("anchors and aliases", () => {
  const text = "base: &base\n  x: 1 # one\n  y: 2\nsame: *base\nmore:\n  <<: *base\n  z: 3\n";

  it("stay where an edit does not concern them", () => {
    expect(edit(text, { op: "set", path: ["more", "z"], value: 4 })).toBe(text.replace("z: 3", "z: 4"));
  });

  it("become a merge key where an edit means one of several places only", () => {
    expect(edit(text, { op: "set", path: ["same", "x"], value: 9 })).toBe(
      text.replace(" *base\n", "\n  <<: *base\n  x: 9\n"),
    );
  });

  it("never carry an edit of the anchored node to where it was not made", () => {
    const edited = edit("t: &t A\nu: *t\nv: 1 # kept\n", { op: "set", path: ["t"], value: "B" });
    expect(edited).toBe("t: &t B\nu: A\nv: 1 # kept\n");
  });

  it("survive in data when the node that carries the anchor is deleted", () => {
    expect(edit("t: &t\n  a: 1\nu: *t\nv: 1 # kept\n", { op: "delete", path: ["t"] })).toBe(
      "u:\n  a: 1\nv: 1 # kept\n",
    );
  });

  it("do not bind a member that a merge key brings in", () => {
    expect(edit(text, { op: "set", path: ["more", "x"], value: 7 })).toBe(
      text.replace("z: 3\n", "z: 3\n  x: 7\n"),
    );
  });
});

describe("what cannot be done", () => {
  it("is refused with a reason, and nothing is changed", () => {
    expect(editSource("a: [", [{ op: "set", path: ["a"], value: 1 }])).toMatchObject({
      ok: false,
      code: "unreadable",
    });
    expect(editSource("a: text\n", [{ op: "set", path: ["a", "b"], value: 1 }])).toMatchObject({
      ok: false,
      code: "misfit",
    });
  });

  it("is refused at its line where what others use would have to be written anew", () => {
    const text = "a: # shared\n  <<: &a {x: 1} # kept\n  y: 2\nb: *a\n";
    expect(editSource(text, [{ op: "delete", path: ["a", "x"] }])).toEqual({
      ok: false,
      code: "entangled",
      message:
        "Line 1: a / x cannot be changed in place, because anchors and aliases (& and *) share it with other places.",
      line: 1,
      column: 1,
    });
  });
});

describe("what a node shares with others through merge keys", () => {
  const head = "one: &one\n  # of one\n  x: 1 # x of one\n  d: {e: 1, f: 2} # d\ntwo: &two\n  x: 2\n  w: 2\n";

  it.each([
    ["one", "  <<: *one # merged"],
    ["a list", "  <<: [*one, *two] # merged"],
    ["two", "  <<: *one # merged\n  <<: *two"],
  ])("is overridden beside the key: %s", (_, key) => {
    const text = `${head}map:\n${key}\n  own: 1\nend: 1\n`;
    expect(edit(text, { op: "set", path: ["map", "x"], value: 9 })).toBe(
      text.replace("own: 1\n", "own: 1\n  x: 9\n"),
    );
    expect(edit(text, { op: "set", path: ["map", "d", "e"], value: 9 })).toBe(
      text.replace("own: 1\n", "own: 1\n  d:\n    e: 9\n    f: 2\n"),
    );
  });

  it("is written out where it is deleted, but for what other sources bring", () => {
    const text = `${head}map:\n  <<: [*one, *two] # merged\n  own: 1\nend: *two\n`;
    expect(edit(text, { op: "delete", path: ["map", "d"] })).toBe(
      text.replace("[*one, *two] # merged\n", "*two # merged\n  x: 1\n"),
    );
    expect(edit(text, { op: "rename", path: ["map", "w"], key: "z" })).toBe(
      text.replace("[*one, *two] # merged\n", "*one # merged\n  z: 2\n"),
    );
  });

  it("stays with the others where the node that has the anchor changes, comments included", () => {
    const text = `${head}map: {<<: *one, own: 1}\nlist:\n  - *one # again\n`;
    expect(edit(text, { op: "set", path: ["one", "d", "e"], value: 9 })).toBe(
      "one:\n  # of one\n  <<: &one\n    x: 1 # x of one\n    d: {e: 1, f: 2} # d\n  d:\n    e: 9\n    f: 2\n" +
        text.slice(text.indexOf("two:")),
    );
  });

  it("is written out where it is used, where the node that has the anchor goes", () => {
    const text = "a: &a {x: 1}\nb: {<<: *a, y: 2} # b\nc:\n  <<: *a # merged\n  z: 3\n";
    expect(edit(text, { op: "delete", path: ["a"] })).toBe(
      "b: {x: 1, y: 2} # b\nc:\n  x: 1 # merged\n  z: 3\n",
    );
  });
});
