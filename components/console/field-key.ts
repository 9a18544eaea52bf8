// What a key does in the composer's text, before the text gets it.

/** A key that was pressed, and whether the cursor, with nothing selected, is in the first or the last line. */
export type FieldKey = {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly isFirstLine: boolean;
  readonly isLastLine: boolean;
};

export type FieldMeaning = "send" | "older" | "newer" | null;

/** Arrows that leave the text upwards or downwards look back at what was sent; with Alt wherever the cursor is. */
export function meaningOf(pressed: FieldKey): FieldMeaning {
  const { key, altKey, shiftKey, isFirstLine, isLastLine } = pressed;
  if (isSendKey(pressed)) return "send";
  if (shiftKey || pressed.ctrlKey || pressed.metaKey) return null;
  if (key === "ArrowUp" && (altKey || isFirstLine)) return "older";
  return key === "ArrowDown" && (altKey || isLastLine) ? "newer" : null;
}

export function isSendKey({ key, ctrlKey, metaKey }: Pick<FieldKey, "key" | "ctrlKey" | "metaKey">): boolean {
  return key === "Enter" && (ctrlKey || metaKey);
}
