// What becomes of what somebody has when their account is deleted. Draws on the server.
import Box from "@mui/material/Box";
import { countedWords } from "#components/ui/quantity-words.ts";
import type { HeldApplication, HeldTeam, Holdings } from "#lib/erasure/holdings.ts";

type ErasureOutlookProps = {
  holdings: Holdings;
  /** Whether somebody can be named who gets what nobody else owns. */
  newOwner: "none" | "optional";
};

export function ErasureOutlook({ holdings: { applications, teams }, newOwner }: ErasureOutlookProps) {
  return (
    <Box component="ul" sx={{ m: 0, pl: 2.5, overflowWrap: "anywhere" }}>
      <li>APIs, their revisions and all histories stay, without the name.</li>
      <li>Test keys and all sessions end at once.</li>
      {applications.map((application) => (
        <li key={application.id}>{applicationWords(application, newOwner)}</li>
      ))}
      {teams.map((team) => (
        <li key={team.id}>{teamWords(team)}</li>
      ))}
    </Box>
  );
}

function applicationWords(
  { name, subscriptions }: HeldApplication,
  newOwner: ErasureOutlookProps["newOwner"],
): string {
  if (newOwner === "none") return `Application ${name} is deleted with its keys.`;
  return subscriptions > 0
    ? `Application ${name} has ${countedWords(subscriptions, "subscription")} and goes to the new owner: name one.`
    : `Application ${name} goes to the new owner, or is deleted with its keys where you name none.`;
}

function teamWords({ name, applications, nextOwner }: HeldTeam): string {
  if (nextOwner) return `Team ${name} stays; ${nextOwner.username} answers for the applications there.`;
  return applications > 0
    ? `Team ${name} has no other owner and ${countedWords(applications, "application")}: the new owner becomes its owner, so name one.`
    : `Team ${name} has no other owner and no applications: it is deleted.`;
}
