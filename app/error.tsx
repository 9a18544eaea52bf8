"use client";
// A page failed. Says so, keeps the rest of the product usable, and tries again on request.
import Button from "@mui/material/Button";
import { FailedPage } from "#components/ui/failed-page.tsx";

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main style={{ padding: "0 16px" }}>
      <FailedPage error={error}>
        <Button variant="contained" onClick={retry}>
          Try again
        </Button>
      </FailedPage>
    </main>
  );
}
