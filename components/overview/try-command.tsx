"use client";
// The command to connect to a topic: topic, parameter values and transport to choose, ready to copy. The key in it is
// masked on the screen and whole in the clipboard.
import Box from "@mui/material/Box";
import MenuItem from "@mui/material/MenuItem";
import Stack from "@mui/material/Stack";
import TextField from "@mui/material/TextField";
import ToggleButton from "@mui/material/ToggleButton";
import ToggleButtonGroup from "@mui/material/ToggleButtonGroup";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import { wscatCommand } from "#lib/console/wscat-command.ts";
import type { GatewayUrls } from "#lib/deployments/deployment.ts";
import { exampleValues } from "#lib/topics/example-values.ts";
import { maskedKey } from "./masked-key.ts";

export type TryTarget = {
  urls: GatewayUrls;
  basePath: string;
  /** Addresses of the topics. */
  topics: readonly string[];
};

type TryCommandProps = TryTarget & { testKey: string };

export function TryCommand({ urls, basePath, topics, testKey }: TryCommandProps) {
  const [address, setAddress] = useState(topics[0] ?? "/*");
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [transport, setTransport] = useState<keyof GatewayUrls>("ws");
  const values = valuesOf(address, typed);
  const call = { apiUrl: urls[transport] + basePath, address, values };
  return (
    <Stack sx={{ gap: 1.5 }}>
      <Stack direction={{ xs: "column", sm: "row" }} useFlexGap sx={{ gap: 1.5, flexWrap: "wrap" }}>
        <TextField
          select
          label="Topic"
          value={address}
          onChange={(event) => setAddress(event.target.value)}
          sx={{ width: { xs: "100%", sm: 260 } }}
        >
          {topics.map((topic) => (
            <MenuItem key={topic} value={topic}>
              <MonoText>{topic}</MonoText>
            </MenuItem>
          ))}
        </TextField>
        {[...values].map(([name, value]) => (
          <TextField
            key={name}
            label={name === "*" ? "Rest of the path" : `{${name}}`}
            value={value}
            onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
            sx={{ width: { xs: "100%", sm: 180 } }}
            slotProps={{
              htmlInput: { spellCheck: false, autoCapitalize: "none", autoComplete: "off", maxLength: 500 },
            }}
          />
        ))}
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label="Transport"
          value={transport}
          onChange={(_event, chosen: keyof GatewayUrls | null) => chosen && setTransport(chosen)}
        >
          <ToggleButton value="ws">ws</ToggleButton>
          <ToggleButton value="wss">wss</ToggleButton>
        </ToggleButtonGroup>
      </Stack>
      <CommandBlock
        shown={wscatCommand({ ...call, key: maskedKey(testKey) })}
        copied={wscatCommand({ ...call, key: testKey })}
      />
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        {transport === "wss" ? "-n accepts the gateway's self-signed certificate. " : null}
        wscat comes with <MonoText>npm install -g wscat</MonoText>.
      </Typography>
    </Stack>
  );
}

/** Values by parameter: what was typed, an example before that. `*` stands for the rest of the path. */
function valuesOf(address: string, typed: Readonly<Record<string, string>>): Map<string, string> {
  const examples = exampleValues(address);
  if (address.endsWith("*")) examples.set("*", "");
  return new Map([...examples].map(([name, example]) => [name, typed[name] ?? example]));
}

function CommandBlock({ shown, copied }: { shown: string; copied: string }) {
  return (
    <Stack
      direction="row"
      sx={{
        alignItems: "flex-start",
        gap: 1,
        pl: 1.5,
        pr: 0.75,
        py: 0.75,
        borderRadius: 1,
        bgcolor: "action.hover",
      }}
    >
      <Box
        component="pre"
        aria-label="Command"
        role="region"
        tabIndex={0}
        sx={{
          flex: 1,
          m: 0,
          py: 0.5,
          minWidth: 0,
          whiteSpace: "pre-wrap",
          overflowWrap: "anywhere",
          fontSize: "0.8125rem",
        }}
      >
        <code>{shown}</code>
      </Box>
      <CopyButton text={copied} label="Copy the command" />
    </Stack>
  );
}
