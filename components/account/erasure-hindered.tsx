// Why an account cannot be deleted yet, and what to do first. Draws on the server.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import { countedWords } from "#components/ui/quantity-words.ts";
import type { Holdings } from "#lib/erasure/holdings.ts";

export function ErasureHindered({ obstacles }: { obstacles: Holdings }) {
  return (
    <Alert severity="warning">
      Your account cannot be deleted{obstacles.isKeptDemo ? "." : " yet."}
      <Box component="ul" sx={{ m: 0, mt: 1, pl: 2.5, overflowWrap: "anywhere" }}>
        {obstacles.isKeptDemo ? (
          <li>
            This is a demo account: everybody who tries this installation signs in with it, and evaluation
            mode would make it anew at its next start.
          </li>
        ) : null}
        {obstacles.isOnlyAdmin ? (
          <li>
            You are the only administrator. Make somebody else one first, under{" "}
            <Link href="/admin/people" color="inherit" underline="always">
              People
            </Link>
            .
          </li>
        ) : null}
        {obstacles.teams.map(({ id, name, applications }) => (
          <li key={id}>
            You are the only owner of team{" "}
            <Link href={`/developer/teams/${id}`} color="inherit" underline="always">
              {name}
            </Link>
            , which has {countedWords(applications, "application")}. Make another member an owner first, or
            delete what it has.
          </li>
        ))}
        {obstacles.applications.map(({ id, name, subscriptions }) => (
          <li key={id}>
            Application{" "}
            <Link href={`/developer/applications/${id}`} color="inherit" underline="always">
              {name}
            </Link>{" "}
            has {countedWords(subscriptions, "subscription")}, and would stop. Transfer it to a team with
            another owner first, or delete it.
          </li>
        ))}
      </Box>
    </Alert>
  );
}
