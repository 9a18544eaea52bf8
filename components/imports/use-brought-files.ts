"use client";
// What becomes of files that a person chooses or drops: one is read here, a zip or several are sent to be bundled.
import { useState } from "react";
import { useCurrentPerson } from "#components/ui/current-person.tsx";
import type { Refusal } from "#lib/kernel/outcome.ts";
import { readBroughtFile } from "./brought-file.ts";
import type { BundleMade } from "./import-draft.ts";
import { sendFiles } from "./send-files.ts";

export type BroughtDocument = {
  readonly fileName: string;
  readonly text: string;
  /** Null where it came whole. */
  readonly bundle: BundleMade | null;
};

/** Files of which several are documents. */
type Choice = { readonly files: readonly File[]; readonly mains: readonly string[] };

type BroughtFilesState = {
  readonly take: (files: readonly File[]) => Promise<void>;
  /** Says why nothing was taken. */
  readonly refuse: (refusal: Refusal) => void;
  readonly isPending: boolean;
  readonly refusal: Refusal | null;
  /** Documents among which the person has to choose; null where there is nothing to choose. */
  readonly mains: readonly string[] | null;
  readonly choose: (main: string) => Promise<void>;
};

export function useBroughtFiles(onBring: (brought: BroughtDocument) => void): BroughtFilesState {
  const asPerson = useCurrentPerson()?.id ?? "";
  const [isPending, setIsPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [choice, setChoice] = useState<Choice | null>(null);

  const refuse = (reason: Refusal | null) => {
    setChoice(null);
    setRefusal(reason);
  };
  const send = async (files: readonly File[], main: string | null) => {
    setIsPending(true);
    setRefusal(null);
    const brought = await sendFiles({ files, main, asPerson });
    setIsPending(false);
    if (!brought.ok) return setRefusal(brought);
    const { value } = brought;
    if (value.kind === "choice") return setChoice({ files, mains: value.mains });
    setChoice(null);
    const { parts, problems } = value;
    onBring({
      fileName: value.main,
      text: value.text,
      bundle: { parts: [...parts], problems: [...problems] },
    });
  };
  const take = async (files: readonly File[]) => {
    const [file, another] = files;
    if (file === undefined || isPending) return;
    refuse(null);
    if (another !== undefined || /\.zip$/i.test(file.name)) return send(files, null);
    const read = await readBroughtFile(file);
    if (read.ok) onBring({ fileName: file.name, text: read.value, bundle: null });
    else setRefusal(read);
  };
  return {
    take,
    refuse,
    isPending,
    refusal,
    mains: choice?.mains ?? null,
    choose: async (main) => (choice === null ? undefined : send(choice.files, main)),
  };
}
