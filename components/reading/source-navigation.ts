"use client";
// The ways between a document that is read and its source; null where no source stands beside.
import { createContext } from "react";
import type { Path } from "#lib/asyncapi/json-value.ts";

export type SourceNavigator = {
  readonly showInSource: (place: Path) => void;
  /** How the documentation shows a part by its address, drawing first what leads there; null once it is gone. */
  readonly noteShow: (show: ShowPart | null) => void;
};

export type ShowPart = (id: string) => Promise<HTMLElement | null>;

export const SourceNavigation = createContext<SourceNavigator | null>(null);
