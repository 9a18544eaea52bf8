import { expect, it } from "vitest";
import { plainTextOf } from "./plain-text.ts";

it.each([
  ["Plain words.", "Plain words."],
  ["# Chats\n\nTalk **loudly** in `rooms`.", "Chats Talk loudly in rooms."],
  ["See [the docs](https://x.example/a_b) and ![logo](x.png)", "See the docs and logo"],
  ["- one\n- two\n1. three\n> four", "one two three four"],
  ["snake_case stays, _this_ does not", "snake_case stays, this does not"],
  ["", ""],
])("of %j are %j", (markdown, text) => {
  expect(plainTextOf(markdown)).toBe(text);
});
