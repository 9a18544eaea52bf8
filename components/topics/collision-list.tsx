"use client";
// After a merge: the changes of mine that could not be applied. Of each part that both changed the three versions stand side by
// side, and mine can be taken; else what I had stands there, until I have seen it.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import type { Topic } from "#lib/topics/topic.ts";
import type { DraftChange, TopicDraft } from "#lib/topics/topic-draft.ts";
import { type Collision, type Field, fieldNames, takeMine } from "#lib/topics/topic-merge.ts";
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
  const { base, theirs, mine, address } = collision;
  return (
    <Box sx={{ overflowX: "auto" }}>
      <Box component="table" aria-label={`Three versions of ${address}`} sx={tableLook}>
        <thead>
          <tr>
            <td />
            {base === null ? null : <th scope="col">It was</th>}
            <th scope="col">They have</th>
            <th scope="col">You had</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {collision.fields.map((field) => {
            const change = takeMine(draft, collision, field);
            return (
              <tr key={field}>
                <th scope="row">{fieldNames[field]}</th>
                {base === null ? null : <td>{fieldText(base, field)}</td>}
                <td>{fieldText(theirs, field)}</td>
                <td>{fieldText(mine, field)}</td>
                <td>
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
                </td>
              </tr>
            );
          })}
        </tbody>
      </Box>
    </Box>
  );
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
  return topic[field] || "–";
}

const tableLook = {
  mt: 1,
  borderCollapse: "collapse",
  fontSize: "0.875rem",
  "& :is(th, td)": { textAlign: "left", verticalAlign: "top", p: 0.75, overflowWrap: "anywhere" },
  "& th[scope=row]": { fontWeight: 500, overflowWrap: "normal" },
  "& tbody tr": { borderTop: "1px solid", borderColor: "divider" },
} as const;
