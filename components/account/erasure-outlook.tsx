// What becomes of what somebody has when their account is deleted. Draws on the server.
import Box from "@mui/material/Box";
import type { Holdings } from "#lib/erasure/holdings.ts";

export function ErasureOutlook({ holdings: { applications, teams } }: { holdings: Holdings }) {
  return (
    <Box component="ul" sx={{ m: 0, pl: 2.5, overflowWrap: "anywhere" }}>
      <li>APIs, their revisions and all histories stay, without the name.</li>
      <li>Test keys and all sessions end at once.</li>
      {applications.map(({ id, name }) => (
        <li key={id}>Application {name} is deleted with its keys.</li>
      ))}
      {teams.map(({ id, name, nextOwner }) => (
        <li key={id}>
          {nextOwner
            ? `Team ${name} stays; ${nextOwner.username} answers for the applications there.`
            : `Team ${name} has no other owner and no applications: it is deleted.`}
        </li>
      ))}
    </Box>
  );
}
