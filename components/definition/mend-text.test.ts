// A mend is made for the text that was checked; what was typed since then stays, and what no longer fits is said.
import { describe, expect, it } from "vitest";
import { judgeDefinition } from "#lib/topics/judge-definition.ts";
import { mendText } from "./mend-text.ts";

const checked = `asyncapi: 3.0.0
info: { title: T, version: 1.0.0 }
channels:
  a: { address: /a, messages: { m: { $ref: '#/components/messages/M' } } }
operations:
  s: { action: send, channel: { $ref: '#/channels/a' }, messages: [{ $ref: '#/components/messages/M' }] }
components: { messages: { M: { payload: { type: string } } } }
`;

function mendOf(text: string) {
  const mend = judgeDefinition(text).diagnostics.find((finding) => finding.mend)?.mend;
  if (!mend) throw new Error("no finding of this text can be mended");
  return mend;
}

const right = (text: string) =>
  text.replace("[{ $ref: '#/components/messages/M'", "[{ $ref: '#/channels/a/messages/m'");

describe("a mend of a text that was typed on meanwhile", () => {
  it("keeps what was typed", () => {
    const typedOn = checked.replace("title: T", "title: Typed meanwhile").concat("# and here\n");
    expect(mendText(typedOn, mendOf(checked))).toEqual({ ok: true, text: right(typedOn) });
  });

  it.each([
    ["what it mends was removed", checked.replace(/^operations:\n.*\n/m, ""), "has changed since"],
    ["what it mends was mended by hand", right(checked), "has changed since"],
    [
      "what it mends is about something else",
      checked.replace("s: { action", "t: { action"),
      "has changed since",
    ],
    ["the text cannot be read", checked.concat("x: [\n"), "cannot be read as it is now"],
  ])("is refused in words where %s", (_, typedOn, words) => {
    const refused = mendText(typedOn, mendOf(checked));
    expect(refused).toMatchObject({ ok: false, message: expect.stringContaining(words) });
    expect(refused).toMatchObject({ message: expect.stringContaining("Use #/channels/a/messages/m") });
  });
});
