"use client";
// A page of the developer portal failed; the shell around it stays.
import Button from "@mui/material/Button";
import { FailedPage } from "#components/ui/failed-page.tsx";

export default function DeveloperError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <FailedPage error={error}>
      <Button variant="contained" onClick={retry}>
        Try again
      </Button>
      <Button variant="outlined" href="/developer/apis">
        Go to the APIs
      </Button>
    </FailedPage>
  );
}
