// How a schema's tree looks: the rules of the box around it, so that each of its thousands of rows is a plain element.

const mono = { fontFamily: "var(--sluice-mono)", fontSize: "0.93em" };
const small = { fontSize: "0.8125rem" };
const plainButton = {
  ...{ border: 0, p: 0, bgcolor: "transparent", font: "inherit", cursor: "pointer" },
  ...{ color: "primary.main", fontWeight: 550 },
  "&:hover": { textDecoration: "underline" },
};

/** Of values, and of what is folded away beside them (AllowedValues). */
export const valuesLook = {
  "& code": mono,
  "& .quiet": { ...small, color: "text.secondary" },
  "& summary": {
    ...{ ...small, display: "inline-block", cursor: "pointer", color: "primary.main", fontWeight: 550 },
    ...{ py: 0.25, listStyle: "none", borderRadius: 1 },
    "&::-webkit-details-marker": { display: "none" },
    "&::before": { content: '"›"', display: "inline-block", width: "1em", transition: "transform 100ms" },
    "&:hover": { textDecoration: "underline" },
  },
  "& details[open] > summary::before": { transform: "rotate(90deg)" },
  "& .chips": { listStyle: "none", m: 0, mt: 0.5, p: 0, display: "flex", flexWrap: "wrap", gap: 0.5 },
  "& .chips li": {
    ...{ ...mono, fontSize: "0.75rem", px: 0.75, py: 0.125, borderRadius: 1 },
    ...{ border: "1px solid", borderColor: "divider", bgcolor: "action.hover", minWidth: 0 },
  },
};

const line = {
  "& .line": {
    ...{ display: "flex", flexWrap: "wrap", alignItems: "baseline", columnGap: 1, rowGap: 0.25 },
    ...{ position: "relative", minWidth: 0, minHeight: 24, pr: 3.5 },
  },
  "& .name": { fontWeight: 650, minWidth: 0 },
  "& .type": { color: "text.secondary" },
  "& .format": { fontStyle: "italic" },
  "& .title": { fontWeight: 550 },
  "& .badge": {
    ...{ fontSize: "0.6875rem", fontWeight: 650, lineHeight: 1.6, px: 0.75, borderRadius: 1 },
    ...{ border: "1px solid", borderColor: "divider", color: "text.secondary", whiteSpace: "nowrap" },
  },
  "& .badge.must": { color: "error.main", borderColor: "currentColor" },
  "& .badge.old": { color: "warning.main", borderColor: "currentColor" },
};

/** Seen while the row is pointed at or used; always where nothing can point, and there for the keyboard at any time. */
const menu = {
  "@media (hover: hover)": {
    "& .item-menu": { opacity: 0 },
    "& .line:hover .item-menu, & .line:focus-within .item-menu, & .item-menu[aria-expanded=true]": {
      opacity: 1,
    },
  },
  // Within the room that the row keeps at its end: where the words fill the row, it would take a line of its own.
  "& .item-menu": { position: "absolute", top: 0, right: 0, ml: 0 },
};

const folds = {
  "& .row": { py: 0.625, minWidth: 0 },
  "& .row:target > .line": { bgcolor: "action.selected", borderRadius: 1 },
  "& .below": { ml: 0.5, pl: { xs: 1.25, sm: 2 }, borderLeft: "1px solid", borderColor: "divider" },
  "& .tool": { ...plainButton, ...small },
  "& .tool.fold": { py: 0.25, minHeight: 24 },
};

const choices = {
  "& .choice": { mt: 0.5 },
  "& .chooser": { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: 1, rowGap: 0.5 },
  "& [role=tablist]": { display: "flex", flexWrap: "wrap", gap: 0.5, minWidth: 0 },
  "& [role=tab]": {
    ...{ ...small, font: "inherit", fontSize: "0.8125rem", fontWeight: 550, textAlign: "left" },
    ...{ px: 1, minHeight: 28, maxWidth: "100%", overflowWrap: "anywhere", cursor: "pointer" },
    ...{ border: "1px solid", borderColor: "divider", borderRadius: 1, bgcolor: "transparent" },
    color: "text.secondary",
    "&:hover": { bgcolor: "action.hover" },
    "&[aria-selected=true]": {
      color: "primary.main",
      borderColor: "primary.main",
      bgcolor: "action.selected",
    },
  },
  "& select": {
    ...{ font: "inherit", fontWeight: 550, minHeight: 32, maxWidth: "100%", minWidth: 0, px: 1 },
    ...{ color: "text.primary", bgcolor: "background.paper", borderRadius: 1 },
    ...{ border: "1px solid", borderColor: "divider" },
  },
  // A tab says the name already.
  "& .option-name": { display: "none" },
  "@media (scripting: none), print": {
    "& .option[hidden]": { display: "block" },
    "& .option-name": { display: "inline" },
    "& [role=tablist], & select, & .tool, & .item-menu": { display: "none" },
  },
};

export const treeLook = {
  ...{ mt: 1.5, fontSize: "0.875rem", overflowWrap: "anywhere", minWidth: 0 },
  "& h3": { m: 0, fontSize: "inherit" },
  "& .head": { display: "flex", flexWrap: "wrap", alignItems: "baseline", columnGap: 1.5 },
  ...valuesLook,
  ...line,
  ...folds,
  ...choices,
  ...menu,
} as const;
