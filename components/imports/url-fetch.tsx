"use client";
// Has the portal fetch a document from its address.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import { type KeyboardEvent, useState } from "react";
import { FormError } from "#components/ui/form-error.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import { MAX_DEFINITION_SIZE } from "#lib/asyncapi/definition-size.ts";
import { fetchedName } from "./fetched-name.ts";

export type FetchDocument = Action<{ url: string }, { readonly url: string; readonly text: string }>;

type UrlFetchProps = {
  fetchDocument: FetchDocument;
  onBring: (document: { readonly fileName: string; readonly text: string; readonly address: string }) => void;
};

export function UrlFetch({ fetchDocument, onBring }: UrlFetchProps) {
  const { run, isPending, refusal } = useAction(fetchDocument);
  const [url, setUrl] = useState("");
  const fetchIt = async () => {
    if (isPending || url.trim() === "") return;
    const fetched = await run({ url: url.trim() });
    if (!fetched.ok) return;
    const { url: address, text } = fetched.value;
    onBring({ fileName: fetchedName(address), text, address });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    void fetchIt();
  };
  return (
    <>
      <Box sx={{ display: "flex", gap: 1.5, alignItems: "flex-start", flexWrap: "wrap" }}>
        <TextField
          label="Address of the document"
          placeholder="https://example.com/asyncapi.yaml"
          helperText={`The portal fetches it: http or https, at most ${MAX_DEFINITION_SIZE}, from hosts that everybody can reach.`}
          type="url"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
          onKeyDown={onKeyDown}
          size="small"
          sx={{ flex: "1 1 280px" }}
        />
        <Button variant="contained" onClick={() => void fetchIt()} disabled={isPending || url.trim() === ""}>
          {isPending ? "Fetching…" : "Fetch"}
        </Button>
      </Box>
      <FormError refusal={refusal} />
    </>
  );
}
