"use client";
// What the gateway has on record of a connection, on request: what a browser is not told of its handshake, and the pings and
// pongs, which it never shows.
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { type ReactNode, useState } from "react";
import { visuallyHidden } from "#components/ui/visually-hidden.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";

/** In words; null where no gateway has reported the connection yet. */
export type FindOnRecord = (attemptId: string) => Promise<Outcome<string | null>>;

type AskGatewayProps = { attemptId: string; find: FindOnRecord; children: ReactNode };

/** Gateways report a second after somebody asks, and each second then. */
const ASK_AGAIN_MS = [500, 500, 1000, 1000, 2000];

/** A button, and what it was told, which has a line of its own: parts of a row that wraps. */
export function AskGateway({ attemptId, find, children }: AskGatewayProps) {
  const [words, setWords] = useState("");
  const [isAsking, setIsAsking] = useState(false);
  const ask = async () => {
    setIsAsking(true);
    setWords(await wordsOf(attemptId, find));
    setIsAsking(false);
  };
  return (
    <>
      <Button size="small" color="secondary" disabled={isAsking} onClick={() => void ask()}>
        {isAsking ? "Asking the gateway…" : "Ask the gateway"}
        {children}
      </Button>
      <Typography variant="body2" role="status" sx={words === "" ? visuallyHidden : wordsLook}>
        {words}
      </Typography>
    </>
  );
}

const wordsLook = { color: "text.secondary", minWidth: 0, flexBasis: "100%" } as const;

async function wordsOf(attemptId: string, find: FindOnRecord): Promise<string> {
  for (const waitMs of [0, ...ASK_AGAIN_MS]) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    const outcome = await find(attemptId);
    if (!outcome.ok) return outcome.message;
    if (outcome.value !== null) return outcome.value;
  }
  return "No gateway has reported this connection. Of an API with very many, only the first are reported one by one.";
}
