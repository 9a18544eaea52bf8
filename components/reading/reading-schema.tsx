// A schema as a tree, open to where most people look, with the browser's own `details`. Draws on the server.
import Box from "@mui/material/Box";
import Chip from "@mui/material/Chip";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { Markdown } from "#components/ui/markdown.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import { address, linkTo } from "#lib/asyncapi/reading/address.ts";
import type { SchemaNode } from "#lib/asyncapi/reading/schema-tree.ts";

/** Levels that are open at first. */
const OPEN_DEPTH = 2;
/** Values of an enum that are seen at first. */
const FIRST_VALUES = 10;

type ReadingSchemaProps = { label: string; schema: SchemaNode | null; entries: ReadonlySet<string> };

/** `entries` are the names that have an entry on the page. */
export function ReadingSchema({ label, schema, entries }: ReadingSchemaProps) {
  if (schema === null) return null;
  return (
    <Box role="group" aria-label={label} sx={treeLook}>
      <Typography variant="caption" component="div" sx={{ color: "text.secondary" }}>
        {label}
      </Typography>
      <Node node={schema} depth={0} entries={entries} />
    </Box>
  );
}

const treeLook = {
  mt: 1,
  fontSize: "0.875rem",
  overflowWrap: "anywhere",
  "& summary": { cursor: "pointer", py: 0.5 },
  "& .below": { ml: 0.75, pl: { xs: 1, sm: 2 }, borderLeft: "1px solid", borderColor: "divider" },
};

type NodeProps = { node: SchemaNode; depth: number; entries: ReadonlySet<string> };

function Node({ node, depth, entries }: NodeProps) {
  const hasBelow = node.children.length > 0 || node.choices.length > 0 || node.left > 0;
  if (!hasBelow)
    return (
      <Box sx={{ py: 0.5, pl: 2 }}>
        <Line node={node} />
        <Words node={node} entries={entries} />
      </Box>
    );
  return (
    <details open={depth < OPEN_DEPTH}>
      <summary>
        <Line node={node} />
      </summary>
      <Box sx={{ pl: 2 }}>
        <Words node={node} entries={entries} />
      </Box>
      <div className="below">
        {node.children.map((child) => (
          <Node key={`${child.kind} ${child.name}`} node={child} depth={depth + 1} entries={entries} />
        ))}
        {node.choices.map((choice) => (
          <Choice key={choice.words} choice={choice} depth={depth + 1} entries={entries} />
        ))}
        {node.left > 0 ? (
          <Typography variant="body2" sx={{ py: 0.5, color: "text.secondary" }}>
            … and {node.left} more: the source has the rest.
          </Typography>
        ) : null}
      </div>
    </details>
  );
}

type ChoiceProps = Omit<NodeProps, "node"> & { choice: SchemaNode["choices"][number] };

function Choice({ choice, depth, entries }: ChoiceProps) {
  const seen = new Map<string, number>();
  const keyOf = (name: string) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return `${name} ${count}`;
  };
  return (
    <Box sx={{ py: 0.5 }}>
      <Typography variant="body2" sx={{ fontWeight: 600 }}>
        {choice.words}:
      </Typography>
      {choice.options.map((option) => (
        <Node key={keyOf(option.name)} node={option} depth={depth} entries={entries} />
      ))}
    </Box>
  );
}

function Line({ node }: { node: SchemaNode }) {
  const type = [node.type, node.format].filter((part) => part !== "").join(", ");
  return (
    <>
      {node.name ? (
        <Box component="span" sx={{ fontWeight: 600, mr: 1 }}>
          {node.kind === "property" ? <MonoText>{node.name}</MonoText> : node.name}
        </Box>
      ) : null}
      <Box component="span" sx={{ color: "text.secondary" }}>
        {type}
        {node.typeName ? ` (${node.typeName})` : null}
        {node.isRepeated ? ", as above" : null}
        {node.kind === "property" && node.isRequired ? ", required" : null}
        {node.marks.map((mark) => `, ${mark}`).join("")}
      </Box>
    </>
  );
}

function Words({ node, entries }: Omit<NodeProps, "depth">) {
  const limits = [
    ...node.limits,
    ...(node.constant === null ? [] : [`always ${node.constant}`]),
    ...(node.preset === null ? [] : [`default ${node.preset}`]),
    ...(node.examples.length === 0 ? [] : [`for example ${node.examples.join(", ")}`]),
  ];
  return (
    <>
      {node.title && node.title !== node.name ? <div>{node.title}</div> : null}
      {node.description ? <Markdown text={node.description} /> : null}
      {limits.length > 0 ? (
        <Typography variant="caption" component="div" sx={{ color: "text.secondary" }}>
          {limits.join("; ")}
        </Typography>
      ) : null}
      {entries.has(node.typeName) ? (
        <Link variant="caption" href={linkTo(address.schema(node.typeName))}>
          Schema {node.typeName}
        </Link>
      ) : null}
      {node.isRepeated ? null : <Values values={node.values} />}
    </>
  );
}

function Values({ values }: { values: readonly string[] }) {
  if (values.length === 0) return null;
  const rest = values.slice(FIRST_VALUES);
  return (
    <>
      <Chips values={values.slice(0, FIRST_VALUES)} />
      {rest.length > 0 ? (
        <details>
          <summary>{rest.length} more</summary>
          <Chips values={rest} />
        </details>
      ) : null}
    </>
  );
}

function Chips({ values }: { values: readonly string[] }) {
  return (
    <Stack component="ul" direction="row" useFlexGap aria-label="Allowed values" sx={chipsLook}>
      {[...new Set(values)].map((value) => (
        <Chip component="li" key={value} size="small" variant="outlined" label={value} />
      ))}
    </Stack>
  );
}

const chipsLook = {
  listStyle: "none",
  m: 0,
  mt: 0.5,
  p: 0,
  gap: 0.5,
  flexWrap: "wrap",
  "& .MuiChip-root": { height: "auto", minHeight: 24 },
  "& .MuiChip-label": { whiteSpace: "normal" },
};
