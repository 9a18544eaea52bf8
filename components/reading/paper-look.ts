// How a document that is read looks on paper. What goes from any page on paper stands in components/theme/paper.ts.

/** Rules of the box around the document. */
export const paperLook = {
  "@media print": {
    display: "block",
    "& > .outline, & .tools, & .tab-list, & .item-menu, & .tool": { display: "none" },
    // What is not drawn takes no room on paper, and is said: Print fetches it first, the browser's own menu cannot.
    "& .later": { minHeight: "0 !important" },
    "& .later::after": {
      content: '"Not drawn yet: print with the button Print on the page."',
      fontStyle: "italic",
    },
    "& :is(h2, h3, h4, figcaption)": { breakAfter: "avoid" },
    "& :is(pre, .line, .message-head)": { breakInside: "avoid" },
    "& .message-head": { breakAfter: "avoid" },
    "& pre": { maxHeight: "none", whiteSpace: "pre-wrap" },
    "& .examples": {
      position: "static !important",
      maxHeight: "none !important",
      overflow: "visible !important",
    },
    // Alternatives that are tabs on a screen stand one below the other.
    "& [role=tabpanel][data-name]": { display: "block !important", marginTop: "8px" },
    "& [role=tabpanel][data-name]::before": { content: "attr(data-name)", fontWeight: 600 },
  },
} as const;
