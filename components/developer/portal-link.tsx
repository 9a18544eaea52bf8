// Leads from an API's pages to what consumers find of it, or would find.
import Button from "@mui/material/Button";
import { publishedHref } from "./catalogue-href.ts";

export function PortalLink({ apiId }: { apiId: string }) {
  return (
    <Button variant="outlined" href={publishedHref(apiId)}>
      View in developer portal
    </Button>
  );
}

export function PreviewLink({ apiId }: { apiId: string }) {
  return (
    <Button variant="outlined" href={publishedHref(apiId, "/preview")}>
      Preview in developer portal
    </Button>
  );
}
