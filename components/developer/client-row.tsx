// One OAuth2 client: its id, what it is for, its secrets, when it was used last.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Chip from "@mui/material/Chip";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import { ageWords } from "#components/ui/quantity-words.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ClientSecret, OAuthClient } from "#lib/credentials/oauth-clients/oauth-client.ts";
import { LastUse } from "./last-use.tsx";
import { type SetTokenLifetime, TokenLifetime } from "./token-lifetime.tsx";

type ClientRowProps = {
  client: OAuthClient;
  now: Date;
  setTokenLifetime: SetTokenLifetime;
  onRotate: () => void;
  onRevoke: () => void;
  onRevokeSecret: (secretId: string) => void;
};

export function ClientRow(props: ClientRowProps) {
  const { client, now, setTokenLifetime, onRotate, onRevoke, onRevokeSecret } = props;
  const isOver = client.revokedAt !== null;
  const name = client.name || client.id;
  const secrets = client.secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
  return (
    <Stack
      component="li"
      direction="row"
      useFlexGap
      sx={{ gap: 1.5, alignItems: "flex-start", flexWrap: "wrap" }}
    >
      <Box sx={{ flex: "1 1 260px", minWidth: 0 }}>
        <Stack direction="row" useFlexGap sx={{ gap: 1, alignItems: "center", flexWrap: "wrap" }}>
          {client.name ? <strong>{client.name}</strong> : null}
          <MonoText>{client.id}</MonoText>
          <CopyButton text={client.id} label={`Copy the client id of ${name}`} />
          <Chip size="small" label={client.environment === "sandbox" ? "Sandbox" : "Production"} />
          {isOver ? <Chip size="small" variant="outlined" color="error" label="Revoked" /> : null}
        </Stack>
        <Typography variant="body2" component="div" sx={{ color: "text.secondary" }}>
          Tokens live for {ageWords(client.tokenLifetimeSeconds * 1_000)}; made{" "}
          <RelativeTime date={client.createdAt} />
          <LastUse of={client} />
        </Typography>
        {isOver ? null : (
          <Stack component="ul" sx={{ listStyle: "none", m: 0, p: 0, mt: 0.5 }}>
            {secrets.map((secret) => (
              <SecretRow
                key={secret.id}
                secret={secret}
                canRevoke={secrets.length > 1}
                onRevoke={() => onRevokeSecret(secret.id)}
              />
            ))}
          </Stack>
        )}
      </Box>
      {isOver ? null : (
        <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: "wrap" }}>
          <TokenLifetime client={client} set={setTokenLifetime} />
          <Button
            size="small"
            variant="outlined"
            onClick={onRotate}
            aria-label={`Rotate the secret of ${name}`}
          >
            Rotate secret
          </Button>
          <Button size="small" color="error" onClick={onRevoke} aria-label={`Revoke ${name}`}>
            Revoke
          </Button>
        </Stack>
      )}
    </Stack>
  );
}

type SecretRowProps = { secret: ClientSecret; canRevoke: boolean; onRevoke: () => void };

function SecretRow({ secret, canRevoke, onRevoke }: SecretRowProps) {
  return (
    <Stack component="li" direction="row" useFlexGap sx={{ gap: 1, alignItems: "center", flexWrap: "wrap" }}>
      <Typography variant="body2" component="span" sx={{ color: "text.secondary" }}>
        Secret <MonoText>{secret.prefix}…</MonoText>
        {secret.expiresAt ? (
          <>
            , replaced, ends <RelativeTime date={secret.expiresAt} />
          </>
        ) : null}
      </Typography>
      {canRevoke ? (
        <Button
          size="small"
          color="error"
          onClick={onRevoke}
          aria-label={`Revoke the secret ${secret.prefix}`}
        >
          Revoke
        </Button>
      ) : null}
    </Stack>
  );
}
