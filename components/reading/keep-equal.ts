// Plain data that came anew, with what is as it was before being the same objects: what compares by identity sees no change.
// Pure.

/** `after`, or `before` where they are equal; within it, what is equal is `before`'s. Both are plain data without cycles. */
export function keepEqual<Value>(before: unknown, after: Value): Value {
  // What is equal to a value can stand for it.
  return kept(before, after) as Value;
}

function kept(before: unknown, after: unknown): unknown {
  if (Object.is(before, after) || !isHolder(before) || !isHolder(after)) return after;
  if (Array.isArray(after)) return Array.isArray(before) ? keptList(before, after) : after;
  if (Array.isArray(before)) return after;
  const entries = Object.entries(after).map(
    ([key, member]) => [key, kept(ownOf(before, key), member)] as const,
  );
  const isSame =
    entries.length === Object.keys(before).length &&
    entries.every(([key, member]) => Object.hasOwn(before, key) && Object.is(member, before[key]));
  return isSame ? before : Object.fromEntries(entries);
}

function keptList(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const items = after.map((item, index) => kept(before[index], item));
  const isSame =
    items.length === before.length && items.every((item, index) => Object.is(item, before[index]));
  return isSame ? before : items;
}

type Holder = { readonly [key: string]: unknown };

function isHolder(value: unknown): value is Holder {
  return typeof value === "object" && value !== null;
}

function ownOf(holder: Holder, key: string): unknown {
  return Object.hasOwn(holder, key) ? holder[key] : undefined;
}
