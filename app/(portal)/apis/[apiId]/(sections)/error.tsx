"use client";
// One page of an API failed; header and navigation stay.
import Button from "@mui/material/Button";
import { FailedPage } from "#components/ui/failed-page.tsx";

export default function SectionError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <FailedPage error={error}>
      <Button variant="contained" onClick={retry}>
        Try again
      </Button>
    </FailedPage>
  );
}
