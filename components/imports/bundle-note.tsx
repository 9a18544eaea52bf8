// Says of which files a document was made, and what is wrong with their references.
import Alert from "@mui/material/Alert";
import Typography from "@mui/material/Typography";
import type { BundleMade } from "./import-draft.ts";

const MOST_NAMED = 8;

type BundleNoteProps = {
  /** The file that holds the document. */
  fileName: string;
  made: BundleMade;
};

export function BundleNote({ fileName, made: { parts, problems } }: BundleNoteProps) {
  return (
    <>
      <Typography variant="body2" sx={{ mt: 1.5, overflowWrap: "anywhere" }}>
        {parts.length === 0
          ? `Taken from ${fileName}, which refers to no other file.`
          : `One document of ${parts.length + 1} files: ${fileName} with ${listed(parts)}.`}
      </Typography>
      {problems.length === 0 ? null : (
        <Alert severity="error" sx={{ mt: 1.5, overflowWrap: "anywhere" }}>
          These references lead nowhere. Mend the files, then bring them again.
          {problems.map((problem) => (
            <div key={problem}>{problem}</div>
          ))}
        </Alert>
      )}
    </>
  );
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  if (more > 0) return `${names.slice(0, MOST_NAMED).join(", ")} and ${more} more`;
  return new Intl.ListFormat("en-GB").format(names);
}
