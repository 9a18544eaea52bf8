// The languages whose text gets colours, and the colours: one place for code in figures and in Markdown. A small set:
// each language is a part of a page's weight.
import bash from "highlight.js/lib/languages/bash";
import go from "highlight.js/lib/languages/go";
import http from "highlight.js/lib/languages/http";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import protobuf from "highlight.js/lib/languages/protobuf";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";

export const codeLanguages = {
  bash,
  go,
  http,
  java,
  javascript,
  json,
  protobuf,
  python,
  typescript,
  xml,
  yaml,
};

/** Longer texts stay plain: their colours would be thousands of elements. */
export const MAX_COLOURED = 20_000;

const color = (name: string) => `var(--sluice-palette-${name})`;

/** Styles of a Box around coloured code; every colour reaches AA on paper, and on the ground of code, in both schemes. */
export const codeColours = {
  "& :is(.hljs-attr, .hljs-attribute, .hljs-name, .hljs-title, .hljs-section)": {
    color: color("primary-main"),
  },
  "& :is(.hljs-string, .hljs-regexp, .hljs-addition)": { color: color("success-main") },
  "& :is(.hljs-number, .hljs-literal, .hljs-keyword, .hljs-symbol)": { color: color("warning-main") },
  "& :is(.hljs-type, .hljs-built_in, .hljs-meta, .hljs-variable, .hljs-tag, .hljs-params)": {
    color: color("info-main"),
  },
  "& .hljs-comment": { color: color("text-secondary"), fontStyle: "italic" },
  "& .hljs-punctuation": { color: color("text-secondary") },
} as const;
