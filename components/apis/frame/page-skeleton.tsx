// What stands where a page of an API will be while it is being put together.
import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { visuallyHidden } from "#components/ui/visually-hidden.ts";

/**
 * The page itself follows at the end of the answer, hidden, and a script of React's puts it here. Without scripts it is shown
 * where it came, and this is not.
 */
const unscripted = '[hidden][id^="S:"] { display: block } .page-skeleton { display: none }';

export function PageSkeleton() {
  return (
    <Box role="status" className="page-skeleton">
      <noscript>
        <style>{unscripted}</style>
      </noscript>
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
