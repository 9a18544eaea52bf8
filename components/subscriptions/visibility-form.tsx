"use client";
// Who finds an API in the developer portal once it is published; a change acts at once.
import FormControl from "@mui/material/FormControl";
import FormControlLabel from "@mui/material/FormControlLabel";
import Radio from "@mui/material/Radio";
import RadioGroup from "@mui/material/RadioGroup";
import Stack from "@mui/material/Stack";
import { type FormEvent, useState } from "react";
import { RoleBoxes } from "#components/identity/role-boxes.tsx";
import { flash } from "#components/ui/flash.ts";
import { FormError } from "#components/ui/form-error.tsx";
import { SectionCard } from "#components/ui/section-card.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { type Action, useAction } from "#components/ui/use-action.ts";
import { type ApiVisibility, type Visibility, visibilities } from "#lib/catalogue/visibility.ts";
import type { Role } from "#lib/identity/role.ts";

type Visible = { visibility: Visibility; visibleTo: Role[] };

type VisibilityFormProps = {
  apiId: string;
  visible: ApiVisibility;
  canDecide: boolean;
  saveVisibility: Action<{ apiId: string; visible: Visible }, null>;
};

const labels: Readonly<Record<Visibility, string>> = {
  public: "Everybody, signed in or not",
  signedIn: "Everybody who is signed in",
  roles: "People with certain roles",
};

export function VisibilityForm({ apiId, visible, canDecide, saveVisibility }: VisibilityFormProps) {
  const [chosen, setChosen] = useState<Visible>({ ...visible, visibleTo: [...visible.visibleTo] });
  const action = useAction(saveVisibility);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await action.run({ apiId, visible: chosen });
    if (outcome.ok) flash("Saved. It acts at once.");
  };
  return (
    <SectionCard
      title="Who finds it"
      caption="In the developer portal, once it is published. Creators and publishers always do."
    >
      <Stack component="form" onSubmit={(event) => void submit(event)} sx={{ gap: 1.5 }}>
        <FormControl disabled={!canDecide}>
          <RadioGroup
            aria-label="Who finds it"
            value={chosen.visibility}
            onChange={(event) => setChosen({ ...chosen, visibility: readVisibility(event.target.value) })}
          >
            {visibilities.map((visibility) => (
              <FormControlLabel
                key={visibility}
                value={visibility}
                control={<Radio size="small" />}
                label={labels[visibility]}
              />
            ))}
          </RadioGroup>
        </FormControl>
        {chosen.visibility === "roles" ? (
          <RoleBoxes
            legend="Roles"
            chosen={chosen.visibleTo}
            isDisabled={!canDecide}
            choose={(visibleTo) => setChosen({ ...chosen, visibleTo })}
          />
        ) : null}
        <FormError refusal={action.refusal} />
        {canDecide ? (
          <div>
            <SubmitButton variant="outlined" isPending={action.isPending}>
              Save
            </SubmitButton>
          </div>
        ) : null}
      </Stack>
    </SectionCard>
  );
}

function readVisibility(text: string): Visibility {
  return visibilities.find((visibility) => visibility === text) ?? "public";
}
