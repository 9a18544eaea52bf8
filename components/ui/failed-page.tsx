// What an error boundary shows. The digest finds the error in the server's log; the error's own text stays there.
import type { ReactNode } from "react";
import { StatusPage } from "./status-page.tsx";

type FailedPageProps = {
  error: unknown;
  /** Buttons. */
  children: ReactNode;
};

export function FailedPage({ error, children }: FailedPageProps) {
  const digest = digestOf(error);
  return (
    <StatusPage title="This page could not be shown" action={children}>
      <p>
        Something failed while it was put together. Nothing was changed by that. Trying again often helps.
      </p>
      {digest ? (
        <p>
          If it does not, tell your administrator this reference: <code>{digest}</code>
        </p>
      ) : null}
    </StatusPage>
  );
}

/** Next gives an error from the server an identifier under `digest`. */
export function digestOf(error: unknown): string | null {
  const isMarked =
    typeof error === "object" && error !== null && "digest" in error && typeof error.digest === "string";
  return isMarked ? String(error.digest) : null;
}
