// A person's teams as cards, or what a team is for. Draws on the server.
import Box from "@mui/material/Box";
import Card from "@mui/material/Card";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { cardGrid, cardStyle, coveringLink } from "#components/ui/link-card.tsx";
import { countedWords } from "#components/ui/quantity-words.ts";
import type { Team } from "#lib/teams/team.ts";
import { roleLabels } from "./role-words.ts";

type Listed = Team & { readonly members: number; readonly applications: number };

export function TeamList({ teams }: { teams: readonly Listed[] }) {
  if (teams.length === 0) {
    return (
      <EmptyState title="You are in no team yet">
        A team shares applications: each of its members sees their subscriptions and makes keys for them, also
        when one of you is away. Make a team, add people to it by username, and transfer an application to it
        on the application&apos;s page.
      </EmptyState>
    );
  }
  return (
    <Box component="ul" aria-label="Teams" sx={cardGrid}>
      {teams.map((team) => (
        <Box component="li" key={team.id} sx={{ minWidth: 0 }}>
          <Card sx={cardStyle}>
            <Typography component="h2" variant="h3">
              <Link href={`/developer/teams/${team.id}`} color="inherit" sx={coveringLink}>
                {team.name}
              </Link>
            </Typography>
            <Typography variant="body2" sx={{ mt: "auto", color: "text.secondary" }}>
              {roleLabels[team.role]}; {countedWords(team.members, "member")},{" "}
              {countedWords(team.applications, "application")}
            </Typography>
          </Card>
        </Box>
      ))}
    </Box>
  );
}
