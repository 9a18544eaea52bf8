"use client";
// Code for a topic in several languages, with the topic, a message of it, and parameters filled in. The key is the
// reader's: it is read from the environment, unless they ask for one to be filled in.
import Box from "@mui/material/Box";
import MenuItem from "@mui/material/MenuItem";
import Stack from "@mui/material/Stack";
import TextField from "@mui/material/TextField";
import { useState } from "react";
import { ClientSamples } from "#components/console/client-samples.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import type { Catalogue } from "#lib/console/catalogue.ts";
import { sampleUrl } from "#lib/console/sample-url.ts";
import type { GatewayUrls } from "#lib/deployments/deployment.ts";
import { FillInKey } from "./fill-in-key.tsx";
import type { FilledKey, FillInOffer } from "./filled-key.ts";

type TopicSamplesProps = {
  catalogue: Catalogue;
  urls: GatewayUrls;
  basePath: string;
  /** The reader's own, where the page has just made it: for the clipboard, never for the screen. */
  apiKey?: string;
  /** Null where no key is to be filled in. */
  fillIn: FillInOffer | null;
};

export function TopicSamples({ catalogue, urls, basePath, apiKey, fillIn }: TopicSamplesProps) {
  const [address, setAddress] = useState(catalogue.topics[0]?.address ?? "");
  const [transport, setTransport] = useState<keyof GatewayUrls>("wss");
  const [chosen, setChosen] = useState("");
  const [filled, setFilled] = useState<FilledKey | null>(null);
  const topic = catalogue.topics.find((one) => one.address === address) ?? catalogue.topics[0];
  if (!topic) return null;
  const message = topic.sends.find(({ key }) => key === chosen) ?? topic.sends[0];
  return (
    <Stack sx={{ gap: 2 }}>
      <Box sx={{ display: "grid", gap: 1.5, gridTemplateColumns: { sm: "2fr 1fr 2fr" } }}>
        <TextField
          select
          size="small"
          label="Topic"
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        >
          {catalogue.topics.map((one) => (
            <MenuItem key={one.address} value={one.address}>
              <MonoText>{one.address}</MonoText>
            </MenuItem>
          ))}
        </TextField>
        <TextField
          select
          size="small"
          label="Transport"
          value={transport}
          onChange={(event) => setTransport(event.target.value === "ws" ? "ws" : "wss")}
        >
          <MenuItem value="wss">wss, encrypted</MenuItem>
          <MenuItem value="ws">ws</MenuItem>
        </TextField>
        {topic.sends.length > 1 ? (
          <TextField
            select
            size="small"
            label="Message to send"
            value={message?.key ?? ""}
            onChange={(event) => setChosen(event.target.value)}
          >
            {topic.sends.map(({ key, name }) => (
              <MenuItem key={key} value={key}>
                {name}
              </MenuItem>
            ))}
          </TextField>
        ) : null}
      </Box>
      {fillIn ? <FillInKey offer={fillIn} filled={filled} onFill={setFilled} /> : null}
      <ClientSamples
        url={sampleUrl(urls[transport] + basePath, topic)}
        subprotocols={[]}
        hasKey
        apiKey={filled?.key}
        message={message?.examples[0]?.text ?? ""}
        note={<WhereTheKeyIs isFilledIn={filled !== null} apiKey={apiKey} />}
      />
    </Stack>
  );
}

function WhereTheKeyIs({ isFilledIn, apiKey }: { isFilledIn: boolean; apiKey: string | undefined }) {
  if (isFilledIn) return "The key stands in the code: take it out before you show the code to others.";
  return (
    <>
      The key comes from the environment: <MonoText>export KEY=…</MonoText>
      {apiKey ? <CopyButton text={`export KEY=${apiKey}`} label="Copy that line with your key" /> : null}
    </>
  );
}
