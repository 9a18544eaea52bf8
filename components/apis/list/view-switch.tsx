// Cards or table: two links, the current one marked.
import GridViewIcon from "@mui/icons-material/GridViewOutlined";
import TableRowsIcon from "@mui/icons-material/TableRowsOutlined";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import { firstPage, type ListQuery, listHref } from "./list-query.ts";

const views = [
  { view: "cards", label: "Cards", icon: <GridViewIcon /> },
  { view: "table", label: "Table", icon: <TableRowsIcon /> },
] as const;

export function ViewSwitch({ query }: { query: ListQuery }) {
  return (
    <Box component="nav" aria-label="View" sx={{ display: "flex", gap: 0.5 }}>
      {views.map(({ view, label, icon }) => (
        <IconButton
          key={view}
          href={listHref({ ...firstPage(query), view })}
          aria-label={label}
          title={label}
          aria-current={query.view === view ? "true" : undefined}
          sx={{
            color: query.view === view ? "primary.main" : "text.secondary",
            bgcolor: query.view === view ? "action.selected" : "transparent",
          }}
        >
          {icon}
        </IconButton>
      ))}
    </Box>
  );
}
