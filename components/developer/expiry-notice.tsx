// Keys that end soon. Draws on the server.
import Alert from "@mui/material/Alert";
import { type ApiKey, daysLeftToTell } from "#lib/credentials/api-keys/api-key.ts";

export function ExpiryNotice({ keys, now }: { keys: readonly ApiKey[]; now: Date }) {
  const ending = keys.flatMap((key) => {
    const days = key.isReplaced ? null : daysLeftToTell(key, now);
    return days === null ? [] : [{ key, days }];
  });
  if (ending.length === 0) return null;
  return (
    <Alert severity="warning" sx={{ mb: 2.5 }}>
      {ending.map(({ key, days }) => (
        <div key={key.id}>
          The key {key.name || key.prefix} ends {days === 0 ? "within a day" : `in ${days} days`}: rotate it.
        </div>
      ))}
    </Alert>
  );
}
