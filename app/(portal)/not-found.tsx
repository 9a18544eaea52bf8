// Something inside the portal that is not there, or no longer.
import Button from "@mui/material/Button";
import type { Metadata } from "next";
import { StatusPage } from "#components/ui/status-page.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function PortalNotFound() {
  return (
    <StatusPage
      code="404"
      title="This is not here, or no longer"
      action={
        <Button variant="contained" href="/apis">
          Go to the APIs
        </Button>
      }
    >
      The API may have been deleted by someone else, or the address has a typing error.
    </StatusPage>
  );
}
