"use client";
// What can be done with a schema's tree: open and close all of it, and go on in the source where it was cut.
import { useContext, useRef, useState } from "react";
import type { Path } from "#lib/asyncapi/json-value.ts";
import { SourceNavigation } from "./source-navigation.ts";

/** For the tree it stands in. */
export function ExpandAll({ label }: { label: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const toggle = () => {
    const folds = button.current?.closest(".schema-tree")?.querySelectorAll("details") ?? [];
    for (const fold of folds) fold.open = !isOpen;
    setIsOpen(!isOpen);
  };
  const words = isOpen ? "Collapse all" : "Expand all";
  return (
    <button ref={button} type="button" className="tool" aria-label={`${words} of ${label}`} onClick={toggle}>
      {words}
    </button>
  );
}

/** Leads to the place in the source, where one stands beside. */
export function RestInSource({ words, place }: { words: string; place: Path | null }) {
  const source = useContext(SourceNavigation);
  if (source === null || place === null) return <>{words}: the source has the rest.</>;
  return (
    <>
      {words},{" "}
      <button type="button" className="tool" onClick={() => source.showInSource(place)}>
        open in the source
      </button>
    </>
  );
}
