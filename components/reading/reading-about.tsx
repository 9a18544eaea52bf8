// What is about an object of a document: tags, links to more, and, folded, bindings and extensions. Draws on the server.
import Box from "@mui/material/Box";
import Chip from "@mui/material/Chip";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import type { ReadingAbout, ReadingDocs, ReadingPart, ReadingTag } from "#lib/asyncapi/reading/about.ts";
import { CodeFigure } from "./code-figure.tsx";
import { inline } from "./inline-text.tsx";
import { WebLink } from "./web-link.tsx";

/** `of` says what it is about, for who hears the page: `rooms`. */
export function ReadingAboutBlock({ about, of }: { about: ReadingAbout; of: string }) {
  return (
    <>
      <Tags tags={about.tags} of={of} />
      {about.docs ? (
        <Typography variant="body2" sx={{ mt: 0.75 }}>
          More: <ReadingDocsLink docs={about.docs} />
        </Typography>
      ) : null}
      <ReadingParts title="Bindings" of={of} parts={about.bindings} />
      <ReadingParts title="Extensions" of={of} parts={about.extensions} />
    </>
  );
}

export function ReadingDocsLink({ docs }: { docs: ReadingDocs }) {
  return <WebLink url={docs.url} text={docs.description} />;
}

function Tags({ tags, of }: { tags: readonly ReadingTag[]; of: string }) {
  if (tags.length === 0) return null;
  return (
    <Stack component="ul" direction="row" useFlexGap aria-label={`Tags of ${of}`} sx={tagsLook}>
      {tags.map((tag, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names may be alike, and the order stays
        <Stack component="li" direction="row" key={index} sx={{ gap: 0.75, alignItems: "center" }}>
          <Chip size="small" label={tag.name} />
          {tag.description || tag.docs ? (
            <Typography variant="caption" sx={{ color: "text.secondary" }}>
              {inline(tag.description)} {tag.docs ? <ReadingDocsLink docs={tag.docs} /> : null}
            </Typography>
          ) : null}
        </Stack>
      ))}
    </Stack>
  );
}

const tagsLook = { listStyle: "none", m: 0, mt: 1, p: 0, gap: 1, flexWrap: "wrap" };

type ReadingPartsProps = { title: string; of: string; parts: readonly ReadingPart[] };

/** Folded, each as the JSON it is. */
export function ReadingParts({ title, of, parts }: ReadingPartsProps) {
  if (parts.length === 0) return null;
  return (
    <Box component="details" sx={{ mt: 1 }}>
      <Box component="summary" sx={{ cursor: "pointer", fontSize: "0.875rem", py: 0.5 }}>
        {title}: {parts.map(({ name }) => name).join(", ")}
      </Box>
      {parts.map(({ name, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two tags may have one name, and the order stays
        <CodeFigure key={index} label={`${name} of ${of}`} text={text} />
      ))}
    </Box>
  );
}
