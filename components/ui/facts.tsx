// Names and values side by side: a description list. Draws on the server.
import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";

type Fact = { readonly name: string; readonly value: ReactNode };

export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: "grid",
        columnGap: 2,
        rowGap: { xs: 0.25, sm: 1 },
        gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: "minmax(104px, max-content) minmax(0, 1fr)" },
      }}
    >
      {facts.map(({ name, value }) => (
        <FactPair key={name} name={name} value={value} />
      ))}
    </Box>
  );
}

function FactPair({ name, value }: Fact) {
  return (
    <>
      <Typography component="dt" variant="body2" sx={{ color: "text.secondary" }}>
        {name}
      </Typography>
      <Typography
        component="dd"
        variant="body2"
        sx={{ m: 0, mb: { xs: 1, sm: 0 }, minWidth: 0, overflowWrap: "anywhere" }}
      >
        {value}
      </Typography>
    </>
  );
}
