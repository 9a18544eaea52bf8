// Opens the menu of one item of a document: its link, its place in the source. A plain button, for there are thousands on a
// page; ReadingActions around them all answers. Draws on the server.
import Box from "@mui/material/Box";
import type { Path } from "#lib/asyncapi/json-value.ts";

type ItemMenuButtonProps = {
  /** What the item is called, for who hears the page. */
  name: string;
  /** Its id on the page. */
  address: string;
  /** Where it stands in the document; left out where it stands nowhere. */
  place?: Path;
  /** True for what can be copied as a part: a topic, an operation, a message. */
  isPart?: boolean;
};

export function ItemMenuButton({ name, address, place, isPart = false }: ItemMenuButtonProps) {
  return (
    <button
      type="button"
      className="item-menu"
      aria-haspopup="menu"
      aria-label={`Link and source of ${name}`}
      title="Link and source"
      data-address={address}
      data-part={isPart ? "" : undefined}
      data-place={place && JSON.stringify(place)}
    >
      <Box component="span" aria-hidden="true">
        ⋯
      </Box>
    </button>
  );
}
