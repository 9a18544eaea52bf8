// The list while it loads: same places, same sizes, so that nothing jumps.
import Box from "@mui/material/Box";
import Card from "@mui/material/Card";
import Skeleton from "@mui/material/Skeleton";
import Stack from "@mui/material/Stack";

const cards = ["a", "b", "c", "d", "e", "f", "g", "h"];

export function ApiListSkeleton() {
  return (
    <Box role="status" aria-label="Loading the APIs" aria-busy="true">
      <Stack direction="row" sx={{ justifyContent: "space-between", mb: 3.5 }}>
        <Skeleton variant="rounded" width={96} height={34} />
        <Skeleton variant="rounded" width={128} height={36} />
      </Stack>
      <Stack direction="row" sx={{ gap: 1.5, mb: 2 }}>
        <Skeleton variant="rounded" height={40} sx={{ width: "100%", maxWidth: 420 }} />
        <Skeleton variant="rounded" width={160} height={40} sx={{ display: { xs: "none", sm: "block" } }} />
      </Stack>
      <Box
        sx={{
          display: "grid",
          gap: 2,
          gridTemplateColumns: "repeat(auto-fill, minmax(min(100%, 300px), 1fr))",
        }}
      >
        {cards.map((card) => (
          <Card key={card} sx={{ p: 2, height: 148 }}>
            <Stack direction="row" sx={{ gap: 1.5 }}>
              <Skeleton variant="rounded" width={40} height={40} />
              <Box sx={{ flex: 1 }}>
                <Skeleton width="60%" />
                <Skeleton width="30%" />
              </Box>
            </Stack>
            <Skeleton sx={{ mt: 1.5 }} width="70%" />
            <Skeleton sx={{ mt: 1 }} />
          </Card>
        ))}
      </Box>
    </Box>
  );
}
