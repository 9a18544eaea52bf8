"use client";
// Ends the consoles of whoever was signed in before, wherever a page is drawn for another person or for nobody.
import { useEffect } from "react";
import { keepConsolesOf } from "./open-consoles.ts";

export function ConsolesOfPerson({ personId }: { personId: string | null }) {
  useEffect(() => keepConsolesOf(personId), [personId]);
  return null;
}
