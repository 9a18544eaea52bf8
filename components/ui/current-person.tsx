"use client";
// Whom the page was drawn for. Browsers share one session among all tabs, so that whoever signs in elsewhere would save
// what this page's person typed: actions say for whom they act, and drafts are kept apart by person.
import { createContext, Fragment, type ReactNode, useContext } from "react";
import type { Person } from "#lib/identity/role.ts";

export type CurrentPerson = Pick<Person, "id" | "username">;

const Context = createContext<CurrentPerson | null>(null);

/** Its children start anew where the page turns out to be another person's: nothing that was typed passes over. */
export function CurrentPersonProvider({ person, children }: { person: CurrentPerson; children: ReactNode }) {
  return (
    <Context value={person}>
      <Fragment key={person.id}>{children}</Fragment>
    </Context>
  );
}

/** Null outside the signed-in pages. */
export function useCurrentPerson(): CurrentPerson | null {
  return useContext(Context);
}
