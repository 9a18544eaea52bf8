// Which texts are read as Markdown: those that it changes anything of, but for what is too long or nested beyond sense. It
// loads no parser: a page asks it of every description.

/** In a line's own white space: a look across line ends would take the square of a text's length. */
const MARKED = /[`*_#[\]|~<>\\]|^[ \t]*(?:[-+]|\d+[.)])\s|https?:|\n/m;
/** Reading it takes less than a second even where it was made to take long. */
const MAX_LENGTH = 10_000;
/** Quotes and lists within each other, on one line. */
const NESTED = /^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])){16}/m;

/** True where a trimmed text is worth reading as Markdown; any other is shown as it was written. */
export function isMarked(text: string): boolean {
  return text.length <= MAX_LENGTH && MARKED.test(text) && !NESTED.test(text);
}
