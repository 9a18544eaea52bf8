// An API that does not exist, or no longer: most often it was deleted in another tab.
import Button from "@mui/material/Button";
import { StatusPage } from "#components/ui/status-page.tsx";

export default function ApiNotFound() {
  return (
    <StatusPage
      code="404"
      title="This API is not here, or no longer"
      action={
        <Button variant="contained" href="/apis">
          Go to the list of APIs
        </Button>
      }
    >
      {/* The metadata of the page failed with it, so the title comes from here. */}
      <title>API not found · Sluice</title>
      <p>It was deleted, perhaps by someone else or in another tab, or its address has a typing error.</p>
      <p>If it was deleted, the gateways have closed its connections already.</p>
    </StatusPage>
  );
}
