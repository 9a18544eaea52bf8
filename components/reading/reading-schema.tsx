// A schema as a tree, open to where most people look, with the browser's own `details`. Draws on the server.
import Box from "@mui/material/Box";
import type { ReactNode } from "react";
import { countWords } from "#components/ui/quantity-words.ts";
import type { SchemaNode } from "#lib/asyncapi/reading/schema-node.ts";
import {
  canFold,
  hasBelow,
  openLevels,
  repeatsAbove,
  rowsBelow,
  type SchemaRow,
} from "#lib/asyncapi/reading/schema-rows.ts";
import { ReadingSchemaChoice } from "./reading-schema-choice.tsx";
import { SchemaLine, SchemaWords } from "./reading-schema-line.tsx";
import { treeLook } from "./reading-schema-look.ts";
import { ExpandAll, RestInSource } from "./reading-schema-tools.tsx";
import { OpenedRows, RepeatableRow, RepeatableRows } from "./repeated-rows.tsx";

/** Rows of one level that are seen at first. */
const FIRST_ROWS = 60;

type ReadingSchemaProps = {
  /** The address of the whole; those of its parts begin with it. */
  id: string;
  label: string;
  schema: SchemaNode | null;
  /** The names that have an entry on the page. */
  entries: ReadonlySet<string>;
  /** What its label is; no heading where that is left out. */
  heading?: "h3";
};

export function ReadingSchema({ id, label, schema, entries, heading }: ReadingSchemaProps) {
  if (schema === null) return null;
  const tree: Tree = { label, entries, openLevels: openLevels(schema), repeated: repeatsAbove(schema) };
  const Label = heading ?? "span";
  return (
    <Box role="group" aria-label={label} className="schema-tree" sx={treeLook}>
      <div className="head">
        <Label className={heading ? "name" : "quiet"}>{label}</Label>
        {canFold(schema) ? <ExpandAll label={label} /> : null}
      </div>
      <Row row={{ id, node: schema }} above={[]} tree={tree} />
    </Box>
  );
}

type Tree = {
  readonly label: string;
  readonly entries: ReadonlySet<string>;
  readonly openLevels: number;
  /** The nodes that a node within them repeats. */
  readonly repeated: ReadonlySet<SchemaNode>;
};
/** `above` are the ids of the rows around it, the whole first. */
type RowProps = { row: SchemaRow; above: readonly string[]; tree: Tree };

function Row({ row, above, tree }: RowProps) {
  const { id, node } = row;
  const repeated = node.repeats === null ? null : (above[node.repeats] ?? null);
  const drawn = (
    <>
      <SchemaLine id={id} node={node} above={repeated} entries={tree.entries} label={tree.label} />
      <SchemaWords node={node} entries={tree.entries} label={tree.label} />
      {repeated === null ? null : <OpenedRows of={repeated} name={node.name || tree.label} />}
      {hasBelow(node) ? <Fold row={row} above={above} tree={tree} /> : null}
    </>
  );
  if (tree.repeated.size > 0) return <RepeatableRow id={id}>{drawn}</RepeatableRow>;
  return (
    <div className="row" id={id}>
      {drawn}
    </div>
  );
}

/** The whole, and an alternative that was chosen, are always open. */
function Fold({ row, above, tree }: RowProps) {
  const rows = <Below row={row} above={[...above, row.id]} tree={tree} />;
  const below = tree.repeated.has(row.node) ? <RepeatableRows id={row.id}>{rows}</RepeatableRows> : rows;
  if (row.node.kind === "whole" || row.node.kind === "alternative") return below;
  return (
    <details open={above.length < tree.openLevels}>
      <summary aria-label={`${belowWords(row.node)} of ${row.node.name}`}>{belowWords(row.node)}</summary>
      {below}
    </details>
  );
}

function belowWords({ children, choices, left }: SchemaNode): string {
  const options = choices.reduce((sum, choice) => sum + choice.options.length + choice.left, 0);
  const [first] = children;
  const counted = (count: number, one: string, many: string) =>
    `${countWords(count)} ${count === 1 ? one : many}`;
  if (children.length + left === 0) return counted(options, "alternative", "alternatives");
  if (children.length === 1 && left === 0 && first?.kind === "place") return first.name;
  const isObject = children.every(({ kind }) => kind === "property");
  return counted(children.length + left, isObject ? "property" : "part", isObject ? "properties" : "parts");
}

function Below({ row: { id, node }, above, tree }: RowProps) {
  const rows = rowsBelow(node, id);
  const draw = (row: SchemaRow): ReactNode => <Row key={row.id} row={row} above={above} tree={tree} />;
  const more = rows.children.slice(FIRST_ROWS);
  return (
    <div className="below">
      {rows.children.slice(0, FIRST_ROWS).map(draw)}
      {more.length > 0 ? (
        <details>
          <summary>and {countWords(more.length)} more, open</summary>
          {more.map(draw)}
        </details>
      ) : null}
      <Rest left={node.left} node={node} />
      {node.choices.map((choice, index) => {
        const options = rows.choices[index] ?? [];
        const words = choice.by ? `${choice.words}, told apart by ${choice.by}` : choice.words;
        const panels = options.map((row) => ({ id: row.id, name: row.node.name, panel: draw(row) }));
        return (
          <div key={options[0]?.id ?? choice.words}>
            <ReadingSchemaChoice id={options[0]?.id ?? id} words={words} panels={panels} />
            <Rest left={choice.left} node={node} />
          </div>
        );
      })}
    </div>
  );
}

function Rest({ left, node }: { left: number; node: SchemaNode }) {
  if (left === 0) return null;
  return (
    <div className="row quiet">
      <RestInSource words={`… and ${countWords(left)} more`} place={node.target ?? node.place} />
    </div>
  );
}
