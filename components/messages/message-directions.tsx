// The ways a message passes, in the words of clients.
import Typography from "@mui/material/Typography";
import type { TopicType } from "#lib/topics/topic.ts";

export const DIRECTION_WORDS: Readonly<Record<TopicType, string>> = {
  subscribe: "Clients receive it",
  publish: "Clients send it",
};

export function MessageDirections({ types }: { types: readonly TopicType[] }) {
  const words =
    types.length === 2
      ? "clients send and receive it"
      : types.map((type) => DIRECTION_WORDS[type].replace("C", "c")).join();
  return (
    <Typography variant="body2" component="span" sx={{ color: "text.secondary" }}>
      {words || "no operation uses it"}
    </Typography>
  );
}
