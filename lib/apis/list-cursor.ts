// The place in a list after which its next page begins: the last row's id, and its value in the list's order. A cursor
// names its order, so that one of another order is none.

export type ListCursor = { readonly value: string; readonly id: string };

/** Longest cursor that an address may bring: the longest value of a list, as Base64, and its id. */
export const longestCursor = 1_600;

export function encodeCursor(order: string, { value, id }: ListCursor): string {
  return `${order}.${id}.${Buffer.from(value, "utf8").toString("base64url")}`;
}

/** The cursor in a query parameter, or null where it is not one of this order. */
export function decodeCursor(order: string, text: string): ListCursor | null {
  if (text.length > longestCursor || !text.startsWith(`${order}.`)) return null;
  const match = /^([A-Za-z0-9-]{1,64})\.([A-Za-z0-9_-]*)$/.exec(text.slice(order.length + 1));
  const [, id, encoded] = match ?? [];
  if (id === undefined || encoded === undefined) return null;
  const value = Buffer.from(encoded, "base64url").toString("utf8");
  // PostgreSQL's texts cannot hold a NUL.
  return value.includes("\0") ? null : { id, value };
}

export type MomentCursor = { readonly at: Date; readonly id: string };

/** The same for a list in order of time. */
export function encodeMoment(order: string, { at, id }: MomentCursor): string {
  return encodeCursor(order, { value: String(at.getTime()), id });
}

export function decodeMoment(order: string, text: string): MomentCursor | null {
  const cursor = decodeCursor(order, text);
  if (cursor === null || !/^[0-9]{1,15}$/.test(cursor.value)) return null;
  return { at: new Date(Number(cursor.value)), id: cursor.id };
}
