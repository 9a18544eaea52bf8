// The stylesheet of a written page: light and dark by the reader's system, an outline beside the text where there is room,
// and paper without either. Every colour reaches AA.

export const pageStyle = `
:root { color-scheme: light dark; --text: #1b2530; --muted: #4d5a68; --paper: #fff; --soft: #f2f5f8; --line: #d5dce3;
  --link: #0b5cad; --green: #1c6b3a; --amber: #8a4b00; --violet: #6a3fa0; }
@media (prefers-color-scheme: dark) { :root { --text: #e6ebf0; --muted: #a9b5c1; --paper: #12181f; --soft: #1c242d;
  --line: #34404c; --link: #7cb8ff; --green: #7fd49b; --amber: #f0b266; --violet: #c9a6ff; } }
* { box-sizing: border-box; }
body { margin: 0; color: var(--text); background: var(--paper); font: 16px/1.55 system-ui, sans-serif;
  overflow-wrap: anywhere; }
main { max-width: 52rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
nav { padding: 1rem; border-bottom: 1px solid var(--line); font-size: 0.875rem; max-height: 40vh; overflow: auto; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li { padding: 0.125rem 0; }
.depth-2 { font-weight: 600; } .depth-3 { padding-left: 0.75rem; } .depth-4 { padding-left: 1.5rem; } .depth-5 { padding-left: 2.25rem; }
a { color: var(--link); }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; scroll-margin-top: 1rem; }
h2 { margin-top: 3rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); }
h3 { margin-top: 2.25rem; } h4 { margin-top: 1.75rem; } h5, h6 { margin: 1.25rem 0 0.5rem; font-size: 1rem; }
p { margin: 0.5rem 0; }
main ul { padding-left: 1.25rem; } main li { margin: 0.375rem 0; } main li > p { margin: 0.125rem 0; }
main ul ul { border-left: 1px solid var(--line); }
code { font: 0.875em/1.5 ui-monospace, monospace; background: var(--soft); border-radius: 3px; padding: 0.1em 0.3em; }
pre { background: var(--soft); border-radius: 6px; padding: 0.75rem; overflow-x: auto; }
pre code { padding: 0; background: none; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid var(--line); padding: 0.25rem 0.5rem; text-align: left; }
blockquote { margin: 0.5rem 0; padding-left: 0.75rem; border-left: 3px solid var(--line); color: var(--muted); }
.hljs-attr, .hljs-attribute, .hljs-keyword { color: var(--link); } .hljs-string { color: var(--green); }
.hljs-number, .hljs-literal { color: var(--amber); } .hljs-built_in, .hljs-title { color: var(--violet); }
.hljs-comment { color: var(--muted); font-style: italic; }
@media (min-width: 70rem) {
  body { display: grid; grid-template-columns: 18rem minmax(0, 1fr); }
  nav { position: sticky; top: 0; height: 100vh; max-height: none; border: 0; border-right: 1px solid var(--line); }
}
@media print {
  :root { color-scheme: light; --text: #000; --muted: #333; --paper: #fff; --soft: #f4f4f4; --line: #bbb; --link: #000; }
  body { display: block; font-size: 10.5pt; }
  nav { display: none; }
  main { max-width: none; padding: 0; }
  h2 { break-before: page; } h1 + * { break-before: avoid; }
  h2, h3, h4, h5, h6 { break-after: avoid; }
  pre, tr, img { break-inside: avoid; }
  pre { white-space: pre-wrap; }
}
`.replaceAll(/\n\s*/g, " ");
