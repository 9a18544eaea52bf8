// When a credential was last used, and from where, as the end of a sentence that says more of it.
import { RelativeTime } from "#components/ui/relative-time.tsx";

type LastUseProps = { of: { readonly lastUsedAt: Date | null; readonly lastUsedFrom: string | null } };

/** Nothing where it never was. */
export function LastUse({ of: { lastUsedAt, lastUsedFrom } }: LastUseProps) {
  if (lastUsedAt === null) return null;
  return (
    <>
      ; used last <RelativeTime date={lastUsedAt} />
      {lastUsedFrom ? ` from ${lastUsedFrom}` : ""}
    </>
  );
}
