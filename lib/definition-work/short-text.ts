// Which texts are worked on where they are asked about, without a thread. Pure.

/** Texts up to this are worked on at once, if nothing in them can be more than it looks: made to be slow, one takes 0.6 s. */
const SHORT_CHARACTERS = 8 * 1024;

/**
 * True where the work is in proportion to a short text. An anchor lets a text mean far more than it holds, a pattern may be
 * made to take for ever, and what stands behind a backslash may be either.
 */
export function isShort(text: string): boolean {
  return text.length <= SHORT_CHARACTERS && !/[&\\]|pattern/.test(text);
}
