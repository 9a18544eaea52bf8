// The examples of a message, its own or one that was made, each with what does not fit. Draws on the server.
import Alert from "@mui/material/Alert";
import Typography from "@mui/material/Typography";
import type { ReadingExample } from "#lib/asyncapi/reading/example.ts";
import { CodeFigure } from "./code-figure.tsx";
import { ReadingParts } from "./reading-about.tsx";
import { ReadingTabs } from "./reading-tabs.tsx";

type ReadingExamplesProps = { examples: readonly ReadingExample[]; of: string };

/** `of` is the message's title. */
export function ReadingExamples({ examples, of }: ReadingExamplesProps) {
  const tabs = examples.map((example, index) => {
    const name = example.name || (examples.length > 1 ? `Example ${index + 1}` : "Example");
    return { name, panel: <Example name={name} example={example} /> };
  });
  return <ReadingTabs label={`Examples of ${of}`} tabs={tabs} />;
}

function Example({ name, example }: { name: string; example: ReadingExample }) {
  const { headers, payload, summary, isGenerated, misfits, extensions } = example;
  return (
    <>
      {summary ? (
        <Typography variant="body2" sx={{ mt: 1 }}>
          {summary}
        </Typography>
      ) : null}
      {isGenerated ? (
        <Typography variant="caption" component="p" sx={{ m: 0, mt: 1, color: "text.secondary" }}>
          Generated from the schema: the document gives no example.
        </Typography>
      ) : null}
      {headers ? <CodeFigure label={`${name}, headers`} text={headers} /> : null}
      {payload ? <CodeFigure label={name} text={payload} /> : null}
      <Misfits
        title={isGenerated ? "It may not fit the schema:" : "This example does not fit the schema:"}
        misfits={misfits}
      />
      <ReadingParts title="Extensions" of={name} parts={extensions} />
    </>
  );
}

export function Misfits({ title, misfits }: { title: string; misfits: readonly string[] }) {
  if (misfits.length === 0) return null;
  return (
    <Alert severity="warning" role="note" sx={{ mt: 1, overflowWrap: "anywhere" }}>
      {title}
      <ul style={{ margin: 0, paddingLeft: "1.25em" }}>
        {[...new Set(misfits)].map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </Alert>
  );
}
