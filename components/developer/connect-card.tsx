// Where to connect, encrypted first, and what to bring. Draws on the server.
import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import type { GatewayUrls } from "#lib/deployments/deployment.ts";

type ConnectCardProps = { urls: GatewayUrls; basePath: string; needsKey: boolean };

export function ConnectCard({ urls, basePath, needsKey }: ConnectCardProps) {
  return (
    <SectionCard title="Connect">
      <Stack component="ul" sx={{ listStyle: "none", m: 0, p: 0, gap: 0.5 }}>
        {[urls.wss, urls.ws].map((url) => (
          <Stack component="li" key={url} direction="row" sx={{ alignItems: "center", minWidth: 0 }}>
            <MonoText oneLine>{url + basePath}</MonoText>
            <CopyButton text={url + basePath} label={`Copy ${url.split(":")[0]} URL`} />
          </Stack>
        ))}
      </Stack>
      <Typography variant="body2" component="div" sx={{ mt: 1.5, color: "text.secondary" }}>
        {needsKey ? <HowToBringAKey /> : "No key is needed: connect."}
      </Typography>
      <Typography variant="body2" sx={{ mt: 1.5 }}>
        <Link href="/developer/close-codes">What the close codes mean</Link>
      </Typography>
    </SectionCard>
  );
}

function HowToBringAKey() {
  return (
    <>
      Bring your key in one of these ways:
      <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2.5 }}>
        <li>
          header <MonoText>{"apikey: <key>"}</MonoText> or{" "}
          <MonoText>{"Authorization: Bearer <key>"}</MonoText>
        </li>
        <li>
          in a browser the subprotocol <MonoText>{"sluice.token.<key>"}</MonoText> beside{" "}
          <MonoText>sluice.v1</MonoText>
        </li>
        <li>
          where nothing else is possible, the query parameter <MonoText>apikey</MonoText>: it may end up in
          logs on its way
        </li>
      </Box>
    </>
  );
}
