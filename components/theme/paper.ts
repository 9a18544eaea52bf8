// What stands on paper of any page: no controls, no frame of the portal's. How a document that is read looks on paper stands
// beside it, in components/reading/paper-look.ts.

const nothing = { display: "none !important" };

/** A page whose document is seen: one in a tab that is not open is no part of what is printed. */
const pageOfDocument = "main:has([data-document]):not(:has([hidden] [data-document]))";

/** Rules for the whole page, within `@media print`. */
export const paper = {
  "nav, body > header, [data-screen-only]": nothing,
  ".MuiButton-root, .MuiIconButton-root, .MuiToggleButtonGroup-root, .MuiTabs-root": nothing,
  // A document has a title of its own.
  [`${pageOfDocument} :is(header, [data-page-header])`]: nothing,
  // Nobody can follow a link on paper: instead of its host, all of where it leads.
  ".link-destination > *": nothing,
  ".link-destination[data-url]::after": { content: '" (" attr(data-url) ")"', overflowWrap: "anywhere" },
};
