// What stands where a page of an API will be while it is being put together.
import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { visuallyHidden } from "#components/ui/visually-hidden.ts";

export function PageSkeleton() {
  return (
    <Box role="status">
      <Box component="span" sx={visuallyHidden}>
        Loading…
      </Box>
      <Skeleton variant="text" width={220} sx={{ fontSize: "1.625rem" }} />
      <Skeleton variant="text" sx={{ mb: 3, maxWidth: 460 }} />
      <Skeleton variant="rounded" height={72} sx={{ mb: 1.5 }} />
      <Skeleton variant="rounded" height={72} sx={{ mb: 1.5 }} />
      <Skeleton variant="rounded" height={220} />
    </Box>
  );
}
