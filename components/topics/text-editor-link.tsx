"use client";
// From a save that the text of the definition stands in the way of to that line of it. What was typed stays in the draft.
import Link from "@mui/material/Link";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import type { Refusal } from "#lib/kernel/outcome.ts";

type TextEditorLinkProps = { apiId: string; refusal: Pick<Refusal, "code" | "fields"> | null };

export function TextEditorLink({ apiId, refusal }: TextEditorLinkProps) {
  if (refusal?.code !== "edit_failed") return null;
  const line = /^(\d+):/.exec(refusal.fields?.text?.[0] ?? "")?.[1] ?? "1";
  return (
    <div>
      <Link href={`${sectionHref(apiId, "definition")}?line=${line}`} underline="always" color="inherit">
        Open line {line} in the text editor
      </Link>
      . Your changes here are kept.
    </div>
  );
}
