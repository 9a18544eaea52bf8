"use client";
// What the gateway has on record of a connection, on request: what a browser is not told of its handshake, and the pings and
// pongs, which it never shows.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { type ReactNode, useState } from "react";
import type { Outcome } from "#lib/kernel/outcome.ts";

/** In words; null where no gateway has reported the connection yet. */
export type FindOnRecord = (attemptId: string) => Promise<Outcome<string | null>>;

type AskGatewayProps = { attemptId: string; find: FindOnRecord; children: ReactNode };

/** Gateways report a second after somebody asks, and each second then. */
const ASK_AGAIN_MS = [500, 500, 1000, 1000, 2000];

export function AskGateway({ attemptId, find, children }: AskGatewayProps) {
  const [words, setWords] = useState("");
  const [isAsking, setIsAsking] = useState(false);
  const ask = async () => {
    setIsAsking(true);
    setWords(await wordsOf(attemptId, find));
    setIsAsking(false);
  };
  return (
    <Box sx={{ display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: 1 }}>
      <Button size="small" color="secondary" disabled={isAsking} onClick={() => void ask()}>
        {isAsking ? "Asking the gateway…" : "Ask the gateway"}
        {children}
      </Button>
      <Typography variant="body2" role="status" sx={{ color: "text.secondary", minWidth: 0 }}>
        {words}
      </Typography>
    </Box>
  );
}

async function wordsOf(attemptId: string, find: FindOnRecord): Promise<string> {
  for (const waitMs of [0, ...ASK_AGAIN_MS]) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    const outcome = await find(attemptId);
    if (!outcome.ok) return outcome.message;
    if (outcome.value !== null) return outcome.value;
  }
  return "No gateway has reported this connection. Of an API with very many, only the first are reported one by one.";
}
