// The applications of a person and their teams as cards, or how to get the first one. Draws on the server.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Card from "@mui/material/Card";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { cardGrid, cardStyle, coveringLink, Excerpt } from "#components/ui/link-card.tsx";
import { countedWords } from "#components/ui/quantity-words.ts";
import type { Application, Whose } from "#lib/applications/application.ts";
import type { AnnouncedCredential } from "#lib/credentials/expiry/credential-expiry.ts";
import { NearestEnd } from "./nearest-end.tsx";
import { WhoseApplication } from "./whose-application.tsx";

type Listed = Application & Whose & { readonly subscriptions: number; readonly keys: number };

type ApplicationListProps = {
  applications: readonly Listed[];
  /** Who looks. */
  personId: string;
  /** Credentials that end soon, the first to end first. */
  ending: readonly AnnouncedCredential[];
  now: Date;
};

export function ApplicationList({ applications, personId, ending, now }: ApplicationListProps) {
  if (applications.length === 0) {
    return (
      <EmptyState
        title="You have no application yet"
        action={
          <Button variant="outlined" href="/developer/apis">
            Find an API
          </Button>
        }
      >
        An application is what connects: your service, site or script. Make one here, or choose “Use this API”
        on an API&apos;s page, which makes one for you.
      </EmptyState>
    );
  }
  return (
    <Box component="ul" aria-label="Applications" sx={cardGrid}>
      {applications.map((application) => (
        <Box component="li" key={application.id} sx={{ minWidth: 0 }}>
          <Card sx={cardStyle}>
            <Typography component="h2" variant="h3">
              <Link href={`/developer/applications/${application.id}`} color="inherit" sx={coveringLink}>
                {application.name}
              </Link>
            </Typography>
            <NearestEnd
              credentials={ending.filter((credential) => credential.application.id === application.id)}
              now={now}
            />
            {application.description ? <Excerpt text={application.description} lines={2} /> : null}
            <Typography
              variant="body2"
              component="div"
              sx={{ mt: "auto", color: "text.secondary", overflowWrap: "anywhere" }}
            >
              <div>
                <WhoseApplication application={application} personId={personId} />
              </div>
              {countedWords(application.subscriptions, "subscription")},{" "}
              {countedWords(application.keys, "key")}
            </Typography>
          </Card>
        </Box>
      ))}
    </Box>
  );
}
