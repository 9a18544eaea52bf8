// A page that is drawn in pieces is the same page, and others get a turn between them.
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { renderToPipeableStream, renderToStaticMarkup } from "react-dom/server";
import { afterEach, expect, test, vi } from "vitest";
import { createTurnGate } from "../../bin/portal/fair-turns.mjs";
import { OwnTurn } from "./own-turn.tsx";

const NEXT_TURN = Symbol.for("sluice.nextTurn");

afterEach(() => {
  Reflect.deleteProperty(globalThis, NEXT_TURN);
});

type Drawn = (piece: string) => void;

function Piece({ name, drawn }: { name: string; drawn: Drawn }) {
  drawn(name);
  return <p>{name}</p>;
}

function pageOf(drawn: Drawn) {
  return (
    <main>
      <Piece name="bar" drawn={drawn} />
      <OwnTurn>
        <Piece name="one" drawn={drawn} />
      </OwnTurn>
      <OwnTurn>
        <Piece name="two" drawn={drawn} />
      </OwnTurn>
    </main>
  );
}

const whole = "<main><p>bar</p><p>one</p><p>two</p></main>";

test("without the portal's gate all is drawn at once", () => {
  expect(renderToStaticMarkup(pageOf(() => {}))).toBe(whole);
});

test("with it each piece is drawn in a turn of its own, for which it asks once", async () => {
  const nextTurn = vi.fn(createTurnGate(setImmediate));
  Reflect.set(globalThis, NEXT_TURN, nextTurn);
  const seen: string[] = [];
  let turn = 0;
  const count = () => {
    turn += 1;
    if (seen.length < 3) setImmediate(count);
  };
  setImmediate(count);
  const stream = new PassThrough();
  const { pipe } = renderToPipeableStream(
    pageOf((piece) => seen.push(`${piece} ${turn}`)),
    { onAllReady: () => pipe(stream) },
  );
  expect(await text(stream)).toBe(whole);
  expect(seen.map((one) => one.split(" ")[0])).toEqual(["bar", "one", "two"]);
  expect(new Set(seen.map((one) => one.split(" ")[1])).size).toBe(3);
  expect(nextTurn).toHaveBeenCalledTimes(2);
});
