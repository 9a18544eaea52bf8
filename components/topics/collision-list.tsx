"use client";
// After a merge: the changes of mine that could not be applied, each with what I had, until I have seen it.
import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import type { Collision } from "#lib/topics/topic-merge.ts";
import { TopicReadList } from "./topic-read-list.tsx";

type CollisionListProps = {
  collisions: readonly Collision[];
  onDismiss: (collision: Collision) => void;
};

export function CollisionList({ collisions, onDismiss }: CollisionListProps) {
  return collisions.map((collision) => (
    <Alert
      key={`${collision.kind} ${collision.address}`}
      severity="warning"
      sx={{ mb: 1.5, "& .MuiAlert-message": { flex: 1 } }}
      action={
        <Button color="inherit" size="small" onClick={() => onDismiss(collision)}>
          Seen
        </Button>
      }
    >
      {collision.message}
      <Typography variant="body2" sx={{ mt: 1, mb: 0.5 }}>
        You had:
      </Typography>
      <TopicReadList topics={[collision.mine]} />
    </Alert>
  ));
}
