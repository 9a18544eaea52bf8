// One row of a schema's tree: name, type and badges in a line, and what is said of it below. Draws on the server.
import Link from "@mui/material/Link";
import type { ReactNode } from "react";
import { Markdown } from "#components/ui/markdown.tsx";
import { address, linkTo } from "#lib/asyncapi/reading/address.ts";
import type { SchemaNode } from "#lib/asyncapi/reading/schema-node.ts";
import { ItemMenuButton } from "./item-menu-button.tsx";
import { ReadingDocsLink, ReadingParts } from "./reading-about.tsx";
import { AllowedValues, GivenValues } from "./reading-values.tsx";

type LineProps = {
  id: string;
  node: SchemaNode;
  /** The names that have an entry on the page. */
  entries: ReadonlySet<string>;
  /** The row that it repeats; null for none. */
  above: string | null;
  /** What the whole is called, for who hears the page. */
  label: string;
};

export function SchemaLine({ id, node, entries, above, label }: LineProps) {
  const isDeprecated = node.marks.includes("deprecated");
  return (
    <div className="line">
      {node.name ? <Name node={node} isDeprecated={isDeprecated} /> : null}
      <span className="type">
        {node.type}
        {node.format ? <span className="format"> {node.format}</span> : null}
      </span>
      {node.typeName ? <TypeLink name={node.typeName} entries={entries} /> : null}
      {above === null ? null : (
        <Link className="type" href={linkTo(above)}>
          as above
        </Link>
      )}
      {node.kind === "property" && node.isRequired ? <span className="badge must">required</span> : null}
      {node.marks.map((mark) => (
        <span key={mark} className={mark === "deprecated" ? "badge old" : "badge"}>
          {mark}
        </span>
      ))}
      {node.from ? (
        <span className="quiet">
          from <TypeLink name={node.from} entries={entries} />
        </span>
      ) : null}
      <ItemMenuButton name={node.name || label} address={id} {...(node.place ? { place: node.place } : {})} />
    </div>
  );
}

function Name({ node, isDeprecated }: { node: SchemaNode; isDeprecated: boolean }) {
  if (node.kind === "alternative") return <span className="name option-name">{node.name}</span>;
  if (node.kind === "place") return <span className="name">{node.name}</span>;
  return <code className="name">{isDeprecated ? <s>{node.name}</s> : node.name}</code>;
}

function TypeLink({ name, entries }: { name: string; entries: ReadonlySet<string> }) {
  return entries.has(name) ? (
    <Link href={linkTo(address.schema(name))} aria-label={`Schema ${name}`}>
      {name}
    </Link>
  ) : (
    <span>{name}</span>
  );
}

export function SchemaWords({ node, entries, label }: Pick<LineProps, "node" | "entries" | "label">) {
  const isToldAbove = node.repeats !== null;
  return (
    <>
      {node.title && node.title !== node.name && node.title !== node.typeName ? (
        <div className="title">{node.title}</div>
      ) : null}
      {node.description ? <Markdown text={node.description} /> : null}
      {node.madeOf.length > 0 ? (
        <div className="quiet">
          Made of {listed(node.madeOf.map((name) => <TypeLink key={name} name={name} entries={entries} />))}
        </div>
      ) : null}
      {node.isToldAtEntry ? (
        <div className="quiet">
          What it holds is told under <TypeLink name={node.typeName} entries={entries} />, in Schemas.
        </div>
      ) : null}
      {node.limits.length > 0 ? <div className="quiet">{sentence(node.limits.join("; "))}</div> : null}
      <GivenValues words="Always" values={node.constant === null ? [] : [node.constant]} />
      <GivenValues words="Default" values={node.preset === null ? [] : [node.preset]} />
      <GivenValues words="For example" values={node.examples} />
      {isToldAbove ? null : <AllowedValues values={node.values} />}
      {node.about?.docs ? (
        <div className="quiet">
          More: <ReadingDocsLink docs={node.about.docs} />
        </div>
      ) : null}
      {node.about ? (
        <ReadingParts title="Extensions" of={node.name || label} parts={node.about.extensions} />
      ) : null}
    </>
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function listed(items: readonly ReactNode[]): ReactNode[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [", ", item]));
}
