"use client";
// A part of a document that comes when it is near the viewport, linked to or searched for. Until then its heading stands in
// its place, with its address and about its height. Within a large document there are hundreds: plain elements.
import { type ReactNode, useContext, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { type ReadingRest, ReadingRestContext } from "./reading-rest.ts";

type LaterPartProps = {
  /** Its address. */
  id: string;
  /** Estimated, in pixels. */
  height: number;
  heading: "h2" | "h3" | "h4";
  name: ReactNode;
};

export function LaterPart(props: LaterPartProps) {
  const rest = useContext(ReadingRestContext);
  return rest === null ? <Placeholder {...props} /> : <FetchedPart {...props} rest={rest} />;
}

const nothing = () => undefined;

function FetchedPart({ rest, ...props }: LaterPartProps & { rest: ReadingRest }) {
  const { id } = props;
  const { fetcher, draw, watch, scroller } = rest;
  const state = useSyncExternalStore(
    (listener) => fetcher.subscribe(id, listener),
    () => fetcher.stateOf(id),
    nothing,
  );
  const box = useRef<HTMLDivElement>(null);
  const isHere = state?.kind === "here";
  useEffect(() => {
    if (box.current) return watch(id, box.current);
  }, [id, watch]);
  useKeptPlace(box, scroller, isHere);
  return (
    <div ref={box}>
      {isHere ? (
        draw(id, state.part)
      ) : (
        <Placeholder {...props}>
          {state?.kind === "failed" ? (
            <div className="later-problem" role="alert">
              {state.problem}{" "}
              <button type="button" onClick={() => void fetcher.fetchNow(id)}>
                Try again
              </button>
            </div>
          ) : null}
        </Placeholder>
      )}
    </div>
  );
}

type PlaceholderProps = LaterPartProps & { children?: ReactNode };

/** `children` stand below the heading. */
function Placeholder({ id, height, heading: Heading, name, children }: PlaceholderProps) {
  return (
    <div className="later" data-later={id} style={{ minHeight: height }}>
      <Heading id={id}>{name}</Heading>
      {children}
    </div>
  );
}

/** What is read stays where it is when something above it is drawn, also in browsers that do not see to it themselves. */
function useKeptPlace(
  box: { readonly current: HTMLElement | null },
  scroller: ReadingRest["scroller"],
  isHere: boolean,
): void {
  const before = useRef(0);
  useLayoutEffect(() => {
    const rectangle = box.current?.getBoundingClientRect();
    const grown = (rectangle?.height ?? 0) - before.current;
    before.current = rectangle?.height ?? 0;
    const top = scroller?.current?.getBoundingClientRect().top ?? 0;
    if (!isHere || !rectangle || rectangle.top >= top || CSS.supports("overflow-anchor", "auto")) return;
    (scroller?.current ?? window).scrollBy(0, grown);
  }, [box, scroller, isHere]);
}
