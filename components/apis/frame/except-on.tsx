"use client";
// Draws its children except on the sections that offer the same themselves, so that no button is there twice.
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { type SectionPath, sectionHref } from "./api-sections.ts";

type ExceptOnProps = { apiId: string; sections: readonly SectionPath[]; children: ReactNode };

export function ExceptOn({ apiId, sections, children }: ExceptOnProps) {
  const path = usePathname();
  return sections.some((section) => path === sectionHref(apiId, section)) ? null : children;
}
