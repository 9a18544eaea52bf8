// Addresses that lead nowhere, outside the portal's own pages.
import Button from "@mui/material/Button";
import type { Metadata } from "next";
import { BarePage } from "#components/shell/bare-page.tsx";
import { StatusPage } from "#components/ui/status-page.tsx";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <BarePage>
      <StatusPage
        code="404"
        title="There is no page at this address"
        action={
          <Button variant="contained" href="/apis">
            Go to the APIs
          </Button>
        }
      >
        Check the address for a typing error, or start from the list of APIs.
      </StatusPage>
    </BarePage>
  );
}
