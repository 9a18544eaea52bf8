"use client";
// After a merge: the changes of mine that could not be applied. Of each part that both changed the three versions stand side by
// side, and mine can be taken; else what I had stands there, until I have seen it.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { ThreeVersions } from "#components/design-form/three-versions.tsx";
import type { Topic } from "#lib/topics/topic.ts";
import type { DraftChange, TopicDraft } from "#lib/topics/topic-draft.ts";
import { type Collision, type Field, fieldNames, takeMine } from "#lib/topics/topic-merge.ts";
import { scopeSentences } from "#lib/topics/topic-scopes.ts";
import { TopicReadList } from "./topic-read-list.tsx";

type CollisionListProps = {
  draft: TopicDraft;
  collisions: readonly Collision[];
  onChange: (change: DraftChange) => void;
  onDismiss: (collision: Collision) => void;
};

const wholeWords = {
  they_deleted: "Bring mine back",
  they_edited: "Delete it all the same",
  same_name: "Take all of mine",
  both_edited: "Take all of mine",
} as const satisfies Record<Collision["kind"], string>;

export function CollisionList({ draft, collisions, onChange, onDismiss }: CollisionListProps) {
  return collisions.map((collision) => {
    const whole = takeMine(draft, collision);
    const take = (change: DraftChange) => {
      onChange(change);
      onDismiss(collision);
    };
    return (
      <Alert
        key={`${collision.kind} ${collision.address}`}
        severity="warning"
        sx={{ mb: 1.5, "& .MuiAlert-message": { flex: 1, minWidth: 0 } }}
      >
        {collision.message}
        {collision.fields.length > 0 ? (
          <Versions draft={draft} collision={collision} onChange={onChange} />
        ) : (
          <>
            <Typography variant="body2" sx={{ mt: 1, mb: 0.5 }}>
              You had:
            </Typography>
            <TopicReadList topics={[collision.mine]} />
          </>
        )}
        <Box sx={{ display: "flex", gap: 1, flexWrap: "wrap", mt: 1.5 }}>
          {whole === null ? null : (
            <Button color="inherit" variant="outlined" size="small" onClick={() => take(whole)}>
              {wholeWords[collision.kind]}
            </Button>
          )}
          <Button color="inherit" size="small" onClick={() => onDismiss(collision)}>
            Seen
          </Button>
        </Box>
      </Alert>
    );
  });
}

type VersionsProps = Pick<CollisionListProps, "draft" | "onChange"> & { collision: Collision };

function Versions({ draft, collision, onChange }: VersionsProps) {
  const { base, theirs, mine } = collision;
  return collision.fields.map((field) => {
    const change = takeMine(draft, collision, field);
    const before = base === null ? [] : [["It was", fieldText(base, field)] as const];
    const versions = [
      ...before,
      ["They have", fieldText(theirs, field)] as const,
      ["You had", fieldText(mine, field)] as const,
    ];
    return (
      <ThreeVersions key={field} label={fieldNames[field]} versions={versions}>
        {change === null ? null : (
          <Button
            size="small"
            color="inherit"
            variant="outlined"
            aria-label={`Take my ${fieldNames[field]}`}
            onClick={() => onChange(change)}
          >
            Take mine
          </Button>
        )}
      </ThreeVersions>
    );
  });
}

/** What a topic has in a field, in a few words. */
function fieldText(topic: Topic | null, field: Field): string {
  if (topic === null) return "–";
  const { parameters, types, handshake } = topic;
  if (field === "isSecured") return topic.isSecured ? "on" : "off";
  if (field === "types") return types.join(", ");
  if (field === "parameters")
    return parameters.map(({ name, description }) => `${name}: ${description || "–"}`).join("; ");
  if (field === "handshake") {
    const rows = [...(handshake?.query ?? []), ...(handshake?.headers ?? [])].map(({ name }) => name);
    return rows.join(", ") || "–";
  }
  if (field === "scopes") return scopeSentences(topic).join(" ") || "–";
  return topic[field] || "–";
}
