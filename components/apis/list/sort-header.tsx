"use client";
// Head of a column that sorts the list: a link to the list in that order, the other way round where it is in it already.
import TableCell from "@mui/material/TableCell";
import TableSortLabel from "@mui/material/TableSortLabel";
import type { ComponentProps } from "react";
import { AppLink } from "#components/ui/app-link.tsx";
import type { ApiSort } from "#lib/apis/api-order.ts";
import { type ListQuery, listHref, sortedBy } from "./list-query.ts";

type SortHeaderProps = Pick<ComponentProps<typeof TableCell>, "sx"> & {
  query: ListQuery;
  by: ApiSort;
  label: string;
};

export function SortHeader({ query, by, label, sx }: SortHeaderProps) {
  const { order } = query;
  const isSorted = order.by === by;
  const next = sortedBy(query, by);
  return (
    <TableCell sx={sx} sortDirection={isSorted ? order.direction : false}>
      <TableSortLabel
        component={AppLink}
        href={listHref(next)}
        scroll={false}
        active={isSorted}
        direction={isSorted ? order.direction : next.order.direction}
      >
        {label}
      </TableSortLabel>
    </TableCell>
  );
}
