// Values that a document gives: those that are allowed, and single ones in a line. Draws on the server.
import { Fragment } from "react";
import { countWords } from "#components/ui/quantity-words.ts";

/** Allowed values that are seen at first. */
const FIRST_VALUES = 10;

export function GivenValues({ words, values }: { words: string; values: readonly string[] }) {
  if (values.length === 0) return null;
  return (
    <div className="quiet">
      {words}{" "}
      {[...new Set(values)].map((value, index) => (
        <Fragment key={value}>
          {index > 0 ? ", " : null}
          <code>{value === "" ? '""' : value}</code>
        </Fragment>
      ))}
    </div>
  );
}

export function AllowedValues({ values }: { values: readonly string[] }) {
  const all = [...new Set(values)];
  if (all.length === 0) return null;
  const rest = all.slice(FIRST_VALUES);
  return (
    <>
      <Chips values={all.slice(0, FIRST_VALUES)} />
      {rest.length > 0 ? (
        <details>
          <summary>{countWords(rest.length)} more</summary>
          <Chips values={rest} />
        </details>
      ) : null}
    </>
  );
}

function Chips({ values }: { values: readonly string[] }) {
  return (
    <ul className="chips" aria-label="Allowed values">
      {values.map((value) => (
        <li key={value}>{value === "" ? '""' : value}</li>
      ))}
    </ul>
  );
}
