"use client";
// The form that signs out. Where this tab still holds unsaved changes it asks first, and then forgets them, as it does
// all consoles: whoever signs in next must not find them. A plain post where scripts are off.
import dynamic from "next/dynamic";
import { type FormEvent, useRef, useState } from "react";
import { leaveConsoles } from "#components/console/open-consoles.ts";
import { countDrafts, dropDrafts } from "#components/design-form/stored-draft.ts";
import { useCurrentPerson } from "#components/ui/current-person.tsx";

const ConfirmDialog = dynamic(
  () => import("#components/ui/confirm-dialog.tsx").then((module) => module.ConfirmDialog),
  { ssr: false },
);

export function SignOutForm({ id, signOut }: { id: string; signOut: () => Promise<void> }) {
  const formRef = useRef<HTMLFormElement>(null);
  const personId = useCurrentPerson()?.id ?? "";
  const [asking, setAsking] = useState<{ readonly drafts: number } | null>(null);
  const ask = (event: FormEvent) => {
    const drafts = countDrafts(personId);
    if (drafts === 0) return leaveConsoles(personId);
    event.preventDefault();
    setAsking({ drafts });
  };
  const discard = () => {
    dropDrafts(personId);
    setAsking(null);
    formRef.current?.requestSubmit();
  };
  return (
    <>
      <form id={id} ref={formRef} action={signOut} onSubmit={ask} />
      {asking === null ? null : (
        <ConfirmDialog
          isOpen
          title="Sign out and discard unsaved changes?"
          confirmLabel="Discard and sign out"
          isDestructive
          onCancel={() => setAsking(null)}
          onConfirm={discard}
        >
          {asking.drafts === 1 ? "One form has" : `${asking.drafts} forms have`} changes in this tab that are
          not saved.
        </ConfirmDialog>
      )}
    </>
  );
}
