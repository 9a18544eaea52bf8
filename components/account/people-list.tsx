// People as cards, each of which leads to their account. Draws on the server.
import Box from "@mui/material/Box";
import Card from "@mui/material/Card";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { cardGrid, cardStyle, coveringLink } from "#components/ui/link-card.tsx";
import type { Profile } from "#lib/identity/role.ts";

type PeopleListProps = {
  people: readonly Profile[];
  /** Whether the search finds more than are listed. */
  hasMore: boolean;
  /** What was searched for. */
  text: string;
};

export function PeopleList({ people, hasMore, text }: PeopleListProps) {
  if (people.length === 0) {
    return (
      <EmptyState title={`Nobody is found for “${text}”`}>
        A part of a name, username or e-mail address is enough.
      </EmptyState>
    );
  }
  return (
    <>
      <Box component="ul" aria-label="People" sx={cardGrid}>
        {people.map((person) => (
          <Box component="li" key={person.id} sx={{ minWidth: 0 }}>
            <PersonCard person={person} />
          </Box>
        ))}
      </Box>
      {hasMore ? (
        <Typography sx={{ mt: 2, color: "text.secondary" }}>
          There are more than these {people.length}: search for whom you mean.
        </Typography>
      ) : null}
    </>
  );
}

function PersonCard({ person: { id, name, username, email, roles } }: { person: Profile }) {
  return (
    <Card sx={cardStyle}>
      <Typography component="h2" variant="h3">
        <Link href={`/admin/people/${id}`} color="inherit" sx={coveringLink}>
          {name}
        </Link>
      </Typography>
      <Typography
        variant="body2"
        component="div"
        sx={{ mt: "auto", color: "text.secondary", overflowWrap: "anywhere" }}
      >
        <div>{username}</div>
        {email === username ? null : <div>{email}</div>}
        <div>Roles: {roles.join(", ") || "none"}</div>
      </Typography>
    </Card>
  );
}
