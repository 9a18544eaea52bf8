// The place in the list of APIs after which the next page begins: last change and id, newest first.

export type ListCursor = { readonly updatedAt: Date; readonly id: string };

export function encodeCursor(cursor: ListCursor): string {
  return `${cursor.updatedAt.getTime().toString(36)}.${cursor.id}`;
}

/** The cursor in a query parameter, or null where it is not one. */
export function decodeCursor(text: string): ListCursor | null {
  const match = /^([0-9a-z]{1,11})\.([A-Za-z0-9-]{1,64})$/.exec(text);
  const [, time, id] = match ?? [];
  if (time === undefined || id === undefined) return null;
  const updatedAt = new Date(Number.parseInt(time, 36));
  return Number.isNaN(updatedAt.getTime()) ? null : { updatedAt, id };
}
