"use client";
// A value that changes many times a second, as it was some time ago at most: for what takes long to work out of it.
import { useEffect, useRef, useState } from "react";

/** The value, taken over once in so long. */
export function useSettled<Value>(value: Value, everyMs: number): Value {
  const [settled, setSettled] = useState(value);
  const latest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = value;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      setSettled(latest.current);
    }, everyMs);
  }, [value, everyMs]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return settled;
}
