"use client";
// The servers of a document, one of which becomes the endpoint; or another endpoint.
import Box from "@mui/material/Box";
import FormControl from "@mui/material/FormControl";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormLabel from "@mui/material/FormLabel";
import Radio from "@mui/material/Radio";
import RadioGroup from "@mui/material/RadioGroup";
import { useId, useState } from "react";
import { MonoText } from "#components/ui/mono-text.tsx";
import type { ImportServer } from "#lib/imports/import-reading.ts";

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
  const [lastKey, setLastKey] = useState("");
  const fitting = servers.filter(({ url, isWebSocket }) => isWebSocket && url === endpoint);
  const current = fitting.find(({ key }) => key === lastKey) ?? fitting[0];
  const choose = (value: string) => {
    const server = servers.find(({ key }) => value === `=${key}`);
    setLastKey(server?.key ?? "");
    onChoose(server?.url ?? "");
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
        value={current ? `=${current.key}` : another}
        onChange={(_event, value) => choose(value)}
      >
        {servers.map((server) => (
          <FormControlLabel
            key={server.key}
            value={`=${server.key}`}
            disabled={!server.isWebSocket}
            control={<Radio size="small" />}
            label={<ServerLabel server={server} />}
            sx={choiceLook}
          />
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

const choiceLook = { alignItems: "flex-start", "& .MuiFormControlLabel-label": { pt: "7px", minWidth: 0 } };

function ServerLabel({ server: { key, url, protocol, isWebSocket, notes } }: { server: ImportServer }) {
  return (
    <Box sx={{ overflowWrap: "anywhere" }}>
      {key}: <MonoText>{url}</MonoText>
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
