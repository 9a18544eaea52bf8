// A long message that is looked at: what a page draws of it, and that nothing is made of the rest before somebody asks.
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import * as bytesText from "#lib/console/bytes-text.ts";
import type { Body } from "#lib/console/transcript.ts";
import { MessageDetail } from "./message-detail.tsx";
import type { Reading } from "./message-facts.ts";

const draw = (body: Body, reading: Reading, laidOut: string | null = null) => {
  const common = { id: 1, kind: "message", connection: 1, attempt: 1, at: 0 } as const;
  const entry = {
    ...common,
    direction: "received",
    bytes: body.length,
    isInvalidOnPurpose: false,
    body,
  } as const;
  const message = { entry, name: "", misfits: [], reading, laidOut, pairing: "" };
  const doNothing = () => {};
  return renderToStaticMarkup(
    createElement(MessageDetail, { message, onReadWhole: doNothing, onSendAgain: null, onClose: doNothing }),
  );
};

test("three megabytes are drawn in part, with a way to the rest, and copied only on demand", () => {
  const base64 = vi.spyOn(bytesText, "base64Of");
  const html = draw(new Uint8Array(3_000_000), "short");
  expect(html.length).toBeLessThan(50_000);
  expect(html).toContain("Show more (3M bytes left)");
  expect(base64).not.toHaveBeenCalled();
});

test("a long text that was read whole is drawn in part, too, and one that was not can be", () => {
  const lines = Array.from({ length: 200_000 }, (_, index) => `  "${index}",`).join("\n");
  const html = draw(`[${lines}]`, "whole", `[\n${lines}\n]`);
  expect(html.length).toBeLessThan(200_000);
  expect(html).toContain("characters left)");
  expect(draw("x".repeat(70_000), "unasked")).toContain("Read it whole (70 kB)");
});

test("bytes that were cut say how many more there are, and a short text has nothing more to show", () => {
  expect(draw(new Uint8Array(5009), "short")).toContain("Show more (913 bytes left)");
  expect(draw('{"a":1}', "short")).not.toContain("Show more");
});
