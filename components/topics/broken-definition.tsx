// Shown in place of the editor where the definition has errors: topics cannot be patched into a text that does not parse.
import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";

type BrokenDefinitionProps = { apiId: string; diagnostics: readonly Diagnostic[] };

const shownAtMost = 5;
/** There was no time to read it: nothing in it has to be mended for that. */
const UNREAD: ReadonlySet<string> = new Set(["definition-busy", "definition-too-slow"]);

export function BrokenDefinition({ apiId, diagnostics }: BrokenDefinitionProps) {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  const more = errors.length - shownAtMost;
  const [first] = errors;
  if (first && UNREAD.has(first.code)) return <Alert severity="warning">{first.message}</Alert>;
  return (
    <Alert
      severity="error"
      action={
        <Button color="inherit" variant="outlined" size="small" href={sectionHref(apiId, "definition")}>
          Open the definition
        </Button>
      }
    >
      <Typography variant="subtitle2" component="h2">
        The AsyncAPI definition has errors
      </Typography>
      Topics are a view of the definition. Mend it first; then they can be edited here again.
      <ul style={{ margin: "8px 0 0", paddingLeft: 20 }}>
        {errors.slice(0, shownAtMost).map((error) => (
          <li key={`${error.line}:${error.column}:${error.code}`}>
            Line {error.line}, column {error.column}: {error.message}
          </li>
        ))}
        {more > 0 ? <li>and {more} more</li> : null}
      </ul>
    </Alert>
  );
}
