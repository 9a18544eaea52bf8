// How code with colours looks, in figures and in Markdown; lib/asyncapi/reading/code-languages.ts has its languages.

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
