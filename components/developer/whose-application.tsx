// Whose an application is: one's own, or a team's, and who answers for it. Draws on the server.
import Link from "@mui/material/Link";
import type { Whose } from "#lib/applications/application.ts";

type WhoseApplicationProps = {
  application: Whose;
  /** Who looks. */
  personId: string;
  /** Where the team's page is linked from its name: not within a card, which is a link itself. */
  teamHref?: (teamId: string) => string;
};

export function WhoseApplication({ application, personId, teamHref }: WhoseApplicationProps) {
  const { owner, team } = application;
  if (team === null) return "Yours";
  return (
    <>
      Of team {teamHref ? <Link href={teamHref(team.id)}>{team.name}</Link> : team.name};{" "}
      {owner.id === personId ? "you answer" : `${owner.username} answers`} for it
    </>
  );
}
