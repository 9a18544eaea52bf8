"use client";
// Recursion in a schema's tree, opened where it stands: the rows of what is above are drawn once more, one level at a time,
// only while they are open. They come to the page once, however often they are opened.
import { createContext, type ReactNode, useContext, useId, useState } from "react";

/** What stands below the rows around a place, by their ids. */
const RowsAbove = createContext<ReadonlyMap<string, ReactNode>>(new Map());
/** True within rows that are drawn once more. */
const IsRepeated = createContext(false);

/** Around what stands below a row that a row within it repeats. */
export function RepeatableRows({ id, children }: { id: string; children: ReactNode }) {
  const above = useContext(RowsAbove);
  return <RowsAbove value={new Map([...above, [id, children]])}>{children}</RowsAbove>;
}

/** A row of a tree in which something repeats: an id leads to where the row stands first. */
export function RepeatableRow({ id, children }: { id: string; children: ReactNode }) {
  const isRepeated = useContext(IsRepeated);
  return (
    <div className="row" id={isRepeated ? undefined : id}>
      {children}
    </div>
  );
}

/** What makes the ids of controls in repeated rows their own; empty where they stand first. */
export function useRepeatedSuffix(): string {
  const own = useId();
  return useContext(IsRepeated) ? own : "";
}

type OpenedRowsProps = {
  /** The row that is repeated. */
  of: string;
  /** What the row that repeats it is called. */
  name: string;
};

/** Draws the rows of what is above here too. */
export function OpenedRows({ of, name }: OpenedRowsProps) {
  const [isOpen, setIsOpen] = useState(false);
  const rows = useContext(RowsAbove).get(of);
  if (rows === undefined) return null;
  const words = isOpen ? "Close" : "Open here";
  return (
    <>
      <button
        type="button"
        className="tool fold"
        aria-expanded={isOpen}
        aria-label={`${words}: ${name}`}
        onClick={() => setIsOpen(!isOpen)}
      >
        {words}
      </button>
      {isOpen ? <IsRepeated value={true}>{rows}</IsRepeated> : null}
    </>
  );
}
