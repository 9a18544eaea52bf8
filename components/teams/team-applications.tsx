// The applications of a team, and who answers for each. Draws on the server.
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { Application, Whose } from "#lib/applications/application.ts";

export function TeamApplications({ applications }: { applications: readonly (Application & Whose)[] }) {
  return (
    <SectionCard title="Applications">
      {applications.length === 0 ? (
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          None yet. Choose “Transfer…” on the page of an{" "}
          <Link href="/developer/applications">application of yours</Link>.
        </Typography>
      ) : (
        <Stack component="ul" sx={{ listStyle: "none", m: 0, p: 0, gap: 1.5 }}>
          {applications.map(({ id, name, owner }) => (
            <li key={id}>
              <Link href={`/developer/applications/${id}`} sx={{ overflowWrap: "anywhere" }}>
                {name}
              </Link>
              <Typography variant="body2" sx={{ color: "text.secondary", overflowWrap: "anywhere" }}>
                {owner.username} answers for it
              </Typography>
            </li>
          ))}
        </Stack>
      )}
    </SectionCard>
  );
}
