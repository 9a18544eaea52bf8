// One key: what it is for, from where it may be used, when it ends, when it was used last.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Chip from "@mui/material/Chip";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { MonoText } from "#components/ui/mono-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { ApiKey } from "#lib/credentials/api-keys/api-key.ts";
import type { MaskedScope } from "#lib/scopes/key-scopes.ts";
import { LastUse } from "./last-use.tsx";

type KeyRowProps = {
  apiKey: ApiKey;
  now: Date;
  onTicket: () => void;
  onEdit: () => void;
  onRotate: () => void;
  onRevoke: () => void;
};

export function KeyRow({ apiKey, now, ...can }: KeyRowProps) {
  const isOver = apiKey.revokedAt !== null || (apiKey.expiresAt !== null && apiKey.expiresAt <= now);
  return (
    <Stack
      component="li"
      direction="row"
      useFlexGap
      sx={{ gap: 1.5, alignItems: "flex-start", flexWrap: "wrap" }}
    >
      <Box sx={{ flex: "1 1 260px", minWidth: 0, opacity: isOver ? 0.75 : 1 }}>
        <Stack direction="row" useFlexGap sx={{ gap: 1, alignItems: "center", flexWrap: "wrap" }}>
          {apiKey.name ? <strong>{apiKey.name}</strong> : null}
          <MonoText>{apiKey.prefix}…</MonoText>
          <Chip size="small" label={apiKey.environment === "sandbox" ? "Sandbox" : "Production"} />
          <Standing apiKey={apiKey} isOver={isOver} />
        </Stack>
        <Typography variant="body2" component="div" sx={{ color: "text.secondary" }}>
          <Times apiKey={apiKey} />
          <Restrictions apiKey={apiKey} />
          {isOver ? null : <MaskedScopes scopes={apiKey.maskedScopes} />}
        </Typography>
      </Box>
      <Buttons apiKey={apiKey} isOver={isOver} {...can} />
    </Stack>
  );
}

type ButtonsProps = Omit<KeyRowProps, "now"> & { isOver: boolean };

/** What can be done with the key. */
function Buttons({ apiKey, isOver, onTicket, onEdit, onRotate, onRevoke }: ButtonsProps) {
  if (apiKey.revokedAt !== null) return null;
  const name = apiKey.name || apiKey.prefix;
  return (
    <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: "wrap" }}>
      {isOver ? null : (
        <>
          <Button size="small" color="secondary" onClick={onTicket} aria-label={`Tickets of ${name}`}>
            Tickets
          </Button>
          <Button size="small" variant="outlined" onClick={onEdit} aria-label={`Edit ${name}`}>
            Edit
          </Button>
        </>
      )}
      {isOver || apiKey.isReplaced ? null : (
        <Button size="small" variant="outlined" onClick={onRotate} aria-label={`Rotate ${name}`}>
          Rotate
        </Button>
      )}
      {/* One that has ended too: it is announced for a week unless somebody says that nothing needs it. */}
      <Button size="small" color="error" onClick={onRevoke} aria-label={`Revoke ${name}`}>
        Revoke
      </Button>
    </Stack>
  );
}

function Standing({ apiKey, isOver }: { apiKey: ApiKey; isOver: boolean }) {
  if (apiKey.revokedAt !== null)
    return <Chip size="small" variant="outlined" color="error" label="Revoked" />;
  if (isOver) return <Chip size="small" variant="outlined" color="error" label="Ended" />;
  return apiKey.isReplaced ? <Chip size="small" variant="outlined" color="warning" label="Replaced" /> : null;
}

function Times({ apiKey }: { apiKey: ApiKey }) {
  return (
    <div>
      Made <RelativeTime date={apiKey.createdAt} />;{" "}
      {apiKey.expiresAt ? (
        <>
          ends <RelativeTime date={apiKey.expiresAt} />
        </>
      ) : (
        "has no end"
      )}
      <LastUse of={apiKey} />
    </div>
  );
}

function Restrictions({ apiKey }: { apiKey: ApiKey }) {
  const { addresses, originRule } = apiKey.restrictions;
  const sites = originRule.kind === "listed" ? originRule.origins : [];
  if (addresses.length === 0 && sites.length === 0) return null;
  return (
    <Box sx={{ overflowWrap: "anywhere" }}>
      {addresses.length > 0 ? <div>Only from {addresses.join(", ")}</div> : null}
      {sites.length > 0 ? <div>Only for pages of {sites.join(", ")}</div> : null}
    </Box>
  );
}

/** What the key was made with and has not now, each with why. */
function MaskedScopes({ scopes }: { scopes: readonly MaskedScope[] }) {
  if (scopes.length === 0) return null;
  const named = scopes.map(({ name, roles }) => `${name} (${whyMasked(roles)})`);
  return <Box sx={{ overflowWrap: "anywhere" }}>Scopes not in effect: {named.join("; ")}</Box>;
}

function whyMasked(roles: MaskedScope["roles"]): string {
  return roles === null
    ? "it was deleted"
    : `the owner of the application needs the role ${roles.join(" or ")}`;
}
