"use client";
// Offers to include in a document what it refers to by address: says which hosts would be asked, and asks none before.
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useEffect, useRef, useState } from "react";
import { FormError } from "#components/ui/form-error.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import type { BundleMade } from "./import-draft.ts";
import { hostsOf } from "./referred-hosts.ts";
import type { ImportRead, SourceState } from "./use-import-source.ts";

type Included = {
  readonly text: string;
  readonly parts: readonly string[];
  readonly problems: readonly string[];
};
export type IncludeReferences = Action<
  { readonly text: string; readonly address: string | null; readonly hosts: readonly string[] },
  Included
>;

type ReferenceOfferProps = { state: SourceState; read: ImportRead; includeReferences: IncludeReferences };

const list = new Intl.ListFormat("en-GB");

export function ReferenceOffer({ state: { source, change }, read, includeReferences }: ReferenceOfferProps) {
  const { run, isPending, refusal } = useAction(includeReferences);
  const { text, address, included, id } = source;
  const latest = useRef(id);
  useEffect(() => {
    latest.current = id;
  }, [id]);
  const [isOutdated, setIsOutdated] = useState(false);
  const hosts = read.isCurrent ? hostsOf(read.view?.refersTo ?? [], address) : [];
  const include = async () => {
    const made = await run({ text, address, hosts });
    if (!made.ok) return;
    // What was typed meanwhile stays.
    setIsOutdated(latest.current !== id);
    if (latest.current !== id) return;
    const { parts, problems } = made.value;
    const all = [...new Set([...(included?.parts ?? []), ...parts])];
    change({ text: made.value.text, included: { parts: all, problems: [...problems] } });
  };
  return (
    <>
      <Box role="status">{included === null ? null : <IncludedNote included={included} />}</Box>
      {hosts.length === 0 && !isPending ? null : (
        <Alert severity="info" sx={{ mt: 2, overflowWrap: "anywhere" }}>
          <div>
            Parts of this document stand elsewhere, on {list.format(hosts)}. Nothing is fetched from there
            unless you ask for it. Without them, what refers to them stays as it is.
          </div>
          {isOutdated ? (
            <div>The document was changed meanwhile, so nothing was included. Try again.</div>
          ) : null}
          <Button
            variant="outlined"
            size="small"
            sx={{ mt: 1 }}
            loading={isPending}
            onClick={() => void include()}
          >
            Fetch and include them
          </Button>
        </Alert>
      )}
      <FormError refusal={refusal} />
    </>
  );
}

function IncludedNote({ included: { parts, problems } }: { included: BundleMade }) {
  const [, another] = parts;
  return (
    <>
      {parts.length === 0 ? null : (
        <Alert severity="success" sx={{ mt: 2, overflowWrap: "anywhere" }}>
          Included from {another === undefined ? "1 address" : `${parts.length} addresses`}:{" "}
          {list.format(parts)}.
        </Alert>
      )}
      {problems.length === 0 ? null : (
        <Alert severity="warning" sx={{ mt: 2, overflowWrap: "anywhere" }}>
          Not all was included.
          {problems.map((problem) => (
            <div key={problem}>{problem}</div>
          ))}
        </Alert>
      )}
    </>
  );
}
