"use client";
// The servers of a document, one of which becomes the endpoint; or another endpoint.
import Box from "@mui/material/Box";
import FormControl from "@mui/material/FormControl";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormLabel from "@mui/material/FormLabel";
import Radio from "@mui/material/Radio";
import RadioGroup from "@mui/material/RadioGroup";
import { Fragment, useId, useState } from "react";
import { MonoText } from "#components/ui/mono-text.tsx";
import type { ImportServer } from "#lib/imports/import-reading.ts";
import { givenValues, type ServerValues, serverUrl, valuesIn } from "#lib/imports/server-url.ts";
import { ServerVariables } from "./server-variables.tsx";

type ServerChoiceProps = {
  servers: readonly ImportServer[];
  /** What stands in the endpoint's field. */
  endpoint: string;
  /** An empty text for another endpoint. */
  onChoose: (url: string) => void;
};

/** No key of the document: the radios' values carry a sign in front. */
const another = "another";

export function ServerChoice({ servers, endpoint, onChoose }: ServerChoiceProps) {
  const labelId = useId();
  const [last, setLast] = useState<{ key: string; values: ServerValues }>({ key: "", values: {} });
  const fitting = servers.flatMap((server) => {
    const values = server.isWebSocket ? valuesOf(server, endpoint, last) : null;
    return values === null ? [] : [{ server, values }];
  });
  const current = fitting.find(({ server }) => server.key === last.key) ?? fitting[0];
  const choose = (server: ImportServer, values: ServerValues) => {
    setLast({ key: server.key, values });
    onChoose(serverUrl(server, values));
  };
  const chooseKey = (value: string) => {
    const server = servers.find(({ key }) => value === `=${key}`);
    if (server) choose(server, givenValues(server));
    else onChoose("");
  };
  if (servers.length === 0)
    return (
      <Box sx={{ typography: "body2", color: "text.secondary" }}>
        The document names no server: enter the backend&apos;s URL.
      </Box>
    );
  return (
    <FormControl component="fieldset">
      <FormLabel id={labelId} component="legend">
        Servers of the document
      </FormLabel>
      <RadioGroup
        aria-labelledby={labelId}
        value={current ? `=${current.server.key}` : another}
        onChange={(_event, value) => chooseKey(value)}
      >
        {servers.map((server) => (
          <Fragment key={server.key}>
            <FormControlLabel
              value={`=${server.key}`}
              disabled={!server.isWebSocket}
              control={<Radio size="small" />}
              label={<ServerLabel server={server} />}
              sx={choiceLook}
            />
            {server === current?.server && server.variables.length > 0 ? (
              <ServerVariables
                server={server}
                values={current.values}
                onChange={(values) => choose(server, values)}
              />
            ) : null}
          </Fragment>
        ))}
        <FormControlLabel
          value={another}
          control={<Radio size="small" />}
          label="Another endpoint"
          sx={choiceLook}
        />
      </RadioGroup>
    </FormControl>
  );
}

/** As they were typed; after a reload as the endpoint, which is kept, tells. */
function valuesOf(
  server: ImportServer,
  endpoint: string,
  last: { key: string; values: ServerValues },
): ServerValues | null {
  if (server.key === last.key && serverUrl(server, last.values) === endpoint) return last.values;
  return valuesIn(server, endpoint);
}

const choiceLook = { alignItems: "flex-start", "& .MuiFormControlLabel-label": { pt: "7px", minWidth: 0 } };

function ServerLabel({ server: { key, template, protocol, isWebSocket, notes } }: { server: ImportServer }) {
  return (
    <Box sx={{ overflowWrap: "anywhere" }}>
      {key}: <MonoText>{template}</MonoText>
      {isWebSocket ? null : (
        <Box sx={noteLook}>
          It speaks {protocol || "an unnamed protocol"}; the gateway reaches backends by ws or wss.
        </Box>
      )}
      {notes.map((note) => (
        <Box key={note} sx={noteLook}>
          {note}
        </Box>
      ))}
    </Box>
  );
}

const noteLook = { typography: "body2", color: "text.secondary" };
