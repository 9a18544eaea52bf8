"use client";
// What an admin says of an issuer, as it is typed: the fields that adding and editing one share.
import { FormTextField } from "#components/ui/form-text-field.tsx";
import type { Refusal } from "#lib/kernel/outcome.ts";
import { type IssuerAlgorithm, issuerAlgorithms } from "#lib/routes/issuer-record.ts";
import { AlgorithmBoxes } from "./algorithm-boxes.tsx";

/** As it is typed; a claim that is left empty has its usual name. */
type Typed = {
  readonly name: string;
  readonly url: string;
  readonly audience: string;
  readonly applicationClaim: string;
  readonly scopeClaim: string;
  readonly clockSkewSeconds: string;
};
export type IssuerDraft = Typed & { algorithms: IssuerAlgorithm[] };

export const newIssuer: IssuerDraft = {
  name: "",
  url: "",
  audience: "",
  applicationClaim: "client_id",
  scopeClaim: "scope",
  clockSkewSeconds: "60",
  algorithms: [...issuerAlgorithms],
};

const fields: readonly { readonly name: keyof Typed; readonly label: string; readonly help: string }[] = [
  { name: "name", label: "Name", help: "How owners of applications know it." },
  { name: "url", label: "Issuer", help: "As its tokens name it (iss), to the letter." },
  {
    name: "audience",
    label: "Audience",
    help: "What the aud of a token has to hold to be for these gateways.",
  },
  {
    name: "applicationClaim",
    label: "Claim of the application",
    help: "Where a token has no client_id, azp stands for it.",
  },
  { name: "scopeClaim", label: "Claim of the scopes", help: "Names between spaces, or a list." },
  { name: "clockSkewSeconds", label: "Clock difference in seconds", help: "Up to 300." },
];

type IssuerFieldsProps<Draft> = {
  draft: Draft;
  set: (draft: Draft) => void;
  refusal: Refusal | null;
};

/** The fields that a draft has, each with what is wrong with it. */
export function IssuerFields<Draft extends Omit<IssuerDraft, "url"> & { readonly url?: string }>({
  draft,
  set,
  refusal,
}: IssuerFieldsProps<Draft>) {
  const problemOf = (field: string) => refusal?.fields?.[field]?.[0];
  return (
    <>
      {fields.map(({ name, label, help }) =>
        draft[name] === undefined ? null : (
          <FormTextField
            key={name}
            label={label}
            required={newIssuer[name] === ""}
            value={draft[name]}
            onChange={(event) => set({ ...draft, [name]: event.target.value })}
            problem={problemOf(name)}
            helperText={help}
            slotProps={{ htmlInput: { maxLength: 500, autoCapitalize: "none", spellCheck: false } }}
          />
        ),
      )}
      <AlgorithmBoxes
        chosen={draft.algorithms}
        choose={(algorithms) => set({ ...draft, algorithms: [...algorithms] })}
        problem={problemOf("algorithms")}
      />
    </>
  );
}
