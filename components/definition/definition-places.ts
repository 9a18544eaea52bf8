"use client";
// The ways between a definition's source and what is drawn of it. DefinitionTabs provides them.
import { createContext, useContext, useEffect, useRef } from "react";
import type { ShowPart } from "#components/reading/source-navigation.ts";
import type { Path } from "#lib/asyncapi/json-value.ts";
import type { CodePlace } from "./code-editor.tsx";
import type { DefinitionWork } from "./definition-work.ts";

/** A part of the document to go to in the source; a new object goes there again. */
export type WantedPart = { readonly path: Path };

export type DefinitionPlaces = {
  readonly wanted: WantedPart | null;
  /** Shows the first of these addresses that is drawn, in the preview where there is one, else in the documentation. */
  readonly showInDocumentation: (addresses: readonly string[]) => void;
  readonly isSourceShown: boolean;
  /** While a preview is shown the documentation is not drawn: their parts have the same addresses. */
  readonly notePreview: (isShown: boolean) => void;
  /** How the preview shows a part by its address, drawing first what leads there; null where there is no preview. */
  readonly notePreviewShow: (show: ShowPart | null) => void;
};

export const DefinitionPlacesContext = createContext<DefinitionPlaces>({
  wanted: null,
  showInDocumentation: () => {},
  isSourceShown: true,
  notePreview: () => {},
  notePreviewShow: () => {},
});

export function useDefinitionPlaces(): DefinitionPlaces {
  return useContext(DefinitionPlacesContext);
}

/** Calls `onPlace` with where the part that is wanted stands in the text. */
export function useWantedPlace(
  work: DefinitionWork,
  text: string,
  onPlace: (place: CodePlace) => void,
): void {
  const { wanted } = useDefinitionPlaces();
  const latest = useRef({ text, onPlace });
  latest.current = { text, onPlace };
  const gone = useRef<WantedPart | null>(null);
  useEffect(() => {
    if (wanted === null || wanted === gone.current) return;
    let isOver = false;
    void work.ask("findPlace", { text: latest.current.text, path: wanted.path }).then((found) => {
      if (isOver) return;
      gone.current = wanted;
      latest.current.onPlace(found.ok ? found.value : { line: 1, column: 1 });
    });
    return () => {
      isOver = true;
    };
  }, [work, wanted]);
}
