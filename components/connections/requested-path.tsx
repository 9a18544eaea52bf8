// What a client asked for, and beneath it the topic that it came to, where that says something else.
import Typography from "@mui/material/Typography";
import { MonoText } from "#components/ui/mono-text.tsx";

type RequestedPathProps = {
  /** Empty in records of before it was kept, and where nothing could be read. */
  path: string;
  /** Empty where none was found. */
  topic: string;
};

export function RequestedPath({ path, topic }: RequestedPathProps) {
  if (path === "") return <MonoText>{topic || "–"}</MonoText>;
  return (
    <>
      <MonoText>{path}</MonoText>
      {topic === "" || path.endsWith(topic) ? null : (
        <Typography variant="body2" component="span" sx={{ display: "block", color: "text.secondary" }}>
          topic <MonoText>{topic}</MonoText>
        </Typography>
      )}
    </>
  );
}
