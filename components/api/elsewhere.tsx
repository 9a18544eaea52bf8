"use client";
// Draws its children except on the sections that offer the same themselves, so that no button is there twice.
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { type SectionPath, sectionHref } from "./api-sections.ts";

type ElsewhereProps = { apiId: string; except: readonly SectionPath[]; children: ReactNode };

export function Elsewhere({ apiId, except, children }: ElsewhereProps) {
  const path = usePathname();
  return except.some((section) => path === sectionHref(apiId, section)) ? null : children;
}
