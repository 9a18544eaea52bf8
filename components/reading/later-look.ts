// How the places of parts look that are to come yet (LaterPart), within what holds the document.

export const laterLook = {
  "& .later": { color: "text.secondary", fontSize: "0.875rem" },
  "& .later :is(h2, h3, h4)": { m: 0, mt: 2, fontSize: "1rem", overflowWrap: "anywhere" },
  "& .later-problem": { color: "error.main" },
} as const;
