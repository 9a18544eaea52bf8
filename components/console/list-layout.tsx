"use client";
// One list of all connections, or a column for each: kept in the tab.
import ToggleButton from "@mui/material/ToggleButton";
import ToggleButtonGroup from "@mui/material/ToggleButtonGroup";
import useMediaQuery from "@mui/material/useMediaQuery";
import { useMemo, useState } from "react";
import { Choice } from "./choice.tsx";
import type { ConsoleConnection } from "./console-connection.ts";
import { keptKey } from "./console-place.ts";
import { useKept } from "./kept-values.ts";
import { shownColumns } from "./shown-columns.ts";

type Layout = "list" | "columns";
type Kept = { readonly layout: Layout };

const START: Kept = { layout: "list" };
const NO_COLUMNS = { columns: [], hidden: 0 };

export type ListLayout = ReturnType<typeof useListLayout>;

/** `columns` are the connections that have one: none in one list, one at a time where there is no room for several. */
export function useListLayout(place: string, connections: readonly ConsoleConnection[]) {
  const [kept, change] = useKept(keptKey("layout", place), START, isKept);
  const [chosen, setChosen] = useState<number | null>(null);
  const isNarrow = useMediaQuery<{ breakpoints: { down: (key: "md") => string } }>(({ breakpoints }) =>
    breakpoints.down("md"),
  );
  const canSplit = connections.length > 1;
  const layout = canSplit ? kept.layout : "list";
  const { columns, hidden } = useMemo(
    () => (layout === "list" ? NO_COLUMNS : shownColumns(connections, { isNarrow, chosen })),
    [layout, isNarrow, chosen, connections],
  );
  return {
    ...{ layout, canSplit, columns, hidden, isNarrow, connections, setChosen },
    setLayout: (chosenLayout: Layout) => change({ layout: chosenLayout }),
  };
}

export function LayoutChoice({ layout, canSplit, columns, isNarrow, ...props }: ListLayout) {
  if (!canSplit) return null;
  return (
    <>
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-label="Show as"
        value={layout}
        onChange={(_event, chosen: Layout | null) => chosen && props.setLayout(chosen)}
        sx={{ "& .MuiToggleButton-root": { px: 1.5, py: 0.25 } }}
      >
        <ToggleButton value="list">One list</ToggleButton>
        <ToggleButton value="columns">Columns</ToggleButton>
      </ToggleButtonGroup>
      {layout === "columns" && isNarrow ? (
        <Choice
          label="Column"
          value={String(columns[0]?.id ?? "")}
          options={props.connections.map(({ id, name }) => [String(id), name] as const)}
          onChange={(id) => props.setChosen(Number(id))}
        />
      ) : null}
    </>
  );
}

function isKept(stored: unknown): stored is Kept {
  if (typeof stored !== "object" || stored === null || !("layout" in stored)) return false;
  return stored.layout === "list" || stored.layout === "columns";
}
