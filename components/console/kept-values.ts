// What was typed into a console, kept in the tab through reloads. No credential is among it.
import { useCallback, useEffect, useState } from "react";

/**
 * A value under a key of the session storage; what is stored there and is no such value is forgotten. `toKeep` leaves out what
 * the storage shall not have.
 */
export function useKept<Value extends object>(
  key: string,
  start: Value,
  isValue: (stored: unknown) => stored is Value,
  toKeep: (value: Value) => Value = asItIs,
): readonly [Value, (patch: Partial<Value>) => void] {
  const [value, setValue] = useState(start);
  // After the first drawing, which the server made without a storage.
  useEffect(() => {
    const stored = readKept(key);
    if (isValue(stored)) setValue(stored);
  }, [key, isValue]);
  const change = useCallback(
    (patch: Partial<Value>) =>
      setValue((before) => {
        const after = { ...before, ...patch };
        writeKept(key, toKeep(after));
        return after;
      }),
    [key, toKeep],
  );
  return [value, change];
}

function asItIs<Value>(value: Value): Value {
  return value;
}

/** What the tab keeps under a key; null where that is nothing, or nothing that can be read. */
export function readKept(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** A storage that is full or forbidden keeps nothing: what is typed stays on the screen. */
export function writeKept(key: string, value: object | null): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // See above.
  }
}
