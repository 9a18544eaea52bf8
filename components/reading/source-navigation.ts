"use client";
// The way from a part of a document that is read to its place in the source; null where no source stands beside.
import { createContext } from "react";
import type { Path } from "#lib/asyncapi/json-value.ts";

export type SourceNavigator = { readonly showInSource: (place: Path) => void };

export const SourceNavigation = createContext<SourceNavigator | null>(null);
