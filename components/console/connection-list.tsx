"use client";
// The connections of a console: name, state, and what to do with each; under one that failed, why.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { MonoText } from "#components/ui/mono-text.tsx";
import { type Attempt, isOver } from "#lib/console/attempt.ts";
import { AskGateway, type FindOnRecord } from "./ask-gateway.tsx";
import { AttemptExplained } from "./attempt-explained.tsx";
import type { ToldAttempts } from "./attempt-explanations.ts";
import { ConnectionMark } from "./connection-mark.tsx";
import { handshakeWords, stateWords } from "./connection-words.ts";
import type { ConsoleConnection } from "./console-connection.ts";
import { RetryNote } from "./retry-note.tsx";

type ConnectionListProps = {
  connections: readonly ConsoleConnection[];
  /** What the gateway's records say of those that ended. */
  told: ToldAttempts;
  /** Page of the gateway's records; null for who may not see it. */
  recordsHref: string | null;
  onClose: (id: number) => void;
  onReconnect: (id: number) => void;
  /** Why one that is over cannot be made again, in words; null where it can, or its attempt says so itself. */
  whyNotAgain: (connection: ConsoleConnection) => string | null;
  onRemove: (id: number) => void;
  /** Those that are tried again by themselves, and when; null where nothing is waited for. */
  retries: ReadonlyMap<number, number | null>;
  onKeep: (id: number, isKept: boolean) => void;
  findOnRecord: FindOnRecord;
};

export function ConnectionList({ connections, ...props }: ConnectionListProps) {
  return (
    <Stack component="ul" aria-label="Connections" sx={{ listStyle: "none", m: 0, p: 0, gap: 1 }}>
      {connections.map((connection) => (
        <Box component="li" key={connection.id}>
          <ConnectionLine connection={connection} {...props} />
        </Box>
      ))}
    </Stack>
  );
}

type ConnectionLineProps = Omit<ConnectionListProps, "connections"> & { connection: ConsoleConnection };

function ConnectionLine({ connection, ...props }: ConnectionLineProps) {
  const { id, name, colour, attempt } = connection;
  const why = props.told.get(id);
  const whyNot = props.whyNotAgain(connection);
  const retryAt = props.retries.get(id) ?? null;
  return (
    <>
      <Stack direction="row" useFlexGap sx={{ alignItems: "center", flexWrap: "wrap", gap: 1 }}>
        <ConnectionMark name={name} colour={colour} />
        <Typography variant="body2" component="span" sx={{ fontWeight: 600 }}>
          {attempt.url === "" ? "no longer open" : stateWords[attempt.state]}
        </Typography>
        {retryAt === null ? null : <RetryNote retryAt={retryAt} />}
        <Typography
          variant="body2"
          component="span"
          sx={{ color: "text.secondary", flexBasis: "100%", minWidth: 0 }}
        >
          <MonoText>{attempt.url}</MonoText> {attemptWords(attempt)}
        </Typography>
        <LineButtons connection={connection} canReconnect={whyNot === null} {...props} />
        {attempt.openedAt === null || attempt.attemptId === null ? null : (
          <AskGateway key={attempt.number} attemptId={attempt.attemptId} find={props.findOnRecord}>
            <Named name={name} />
          </AskGateway>
        )}
      </Stack>
      {whyNot === null ? null : (
        <Typography variant="body2" sx={{ color: "text.secondary", overflowWrap: "anywhere" }}>
          {whyNot}
        </Typography>
      )}
      {why?.attempt === attempt.number ? (
        <AttemptExplained attempt={attempt} told={why.told} recordsHref={props.recordsHref} />
      ) : null}
      {attempt.forbidden === "" ? null : (
        <Alert severity="warning" sx={{ mt: 1 }}>
          {attempt.forbidden}
        </Alert>
      )}
    </>
  );
}

function LineButtons(props: ConnectionLineProps & { canReconnect: boolean }) {
  const { connection, retries, onKeep, onClose, onReconnect, onRemove } = props;
  const { id, name, attempt } = connection;
  const isEnded = isOver(attempt);
  const canReconnect = props.canReconnect && attempt.state !== "forbidden";
  return (
    <>
      {canReconnect && attempt.url !== "" ? (
        <FormControlLabel
          label={
            <>
              Keep connected
              <Named name={name} />
            </>
          }
          control={<Checkbox size="small" checked={retries.has(id)} />}
          onChange={(_event, isKept) => onKeep(id, isKept)}
          slotProps={{ typography: { variant: "body2" } }}
        />
      ) : null}
      {isEnded ? null : (
        <Button size="small" color="secondary" variant="outlined" onClick={() => onClose(id)}>
          {attempt.state === "connecting" ? "Cancel" : "Disconnect"}
          <Named name={name} />
        </Button>
      )}
      {isEnded && canReconnect ? (
        <Button size="small" variant="outlined" onClick={() => onReconnect(id)}>
          Reconnect
          <Named name={name} />
        </Button>
      ) : null}
      {isEnded ? (
        <Button size="small" color="secondary" onClick={() => onRemove(id)}>
          Remove
          <Named name={name} />
        </Button>
      ) : null}
    </>
  );
}

/** Which of several buttons this is, for who does not see where it stands. */
function Named({ name }: { name: string }) {
  return (
    <Box component="span" sx={{ position: "absolute", clipPath: "inset(50%)", whiteSpace: "nowrap" }}>
      {" "}
      {name}
    </Box>
  );
}

function attemptWords(attempt: Attempt): string {
  const { number } = attempt;
  const parts = [...(number > 1 ? [`attempt ${number}`] : []), ...handshakeWords(attempt)];
  return parts.length === 0 ? "" : `· ${parts.join(" · ")}`;
}
