"use client";
// Messages kept for this API: one's own, and those that others share. Loading one puts what was typed into the history.
import Button from "@mui/material/Button";
import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { type FormEvent, useState } from "react";
import { Fold } from "#components/ui/fold.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import type { Draft } from "./draft.ts";
import { SavedMessageRow } from "./saved-message-row.tsx";
import { type SavedMessageActions, type SavedMessages, useSavedMessages } from "./use-saved-messages.ts";

type SavedMessagesProps = {
  apiId: string;
  actions: SavedMessageActions;
  draft: Draft;
  onLoad: (draft: Draft) => void;
};

export function SavedMessagesFold(props: SavedMessagesProps) {
  return (
    <Fold title="Saved messages" summary="yours, and those that others share">
      <SavedMessagesPart {...props} />
    </Fold>
  );
}

function SavedMessagesPart({ apiId, actions, draft, onLoad }: SavedMessagesProps) {
  const saved = useSavedMessages(apiId, actions);
  const load = async (id: string) => {
    const found = await saved.load(id);
    if (found) onLoad({ messageKey: found.messageKey, kind: found.format, text: found.body });
  };
  return (
    <Stack sx={{ gap: 1.5 }}>
      <KeepForm saved={saved} draft={draft} />
      <FormError refusal={saved.refusal} />
      {saved.messages === null ? (
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {saved.refusal ? "They could not be fetched: fold this part and open it again." : "Fetching…"}
        </Typography>
      ) : saved.messages.length === 0 ? (
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          None yet. Save what you send often.
        </Typography>
      ) : (
        <Stack
          component="ul"
          aria-label="Saved messages"
          sx={{ listStyle: "none", p: 0, m: 0, maxHeight: 360, overflowY: "auto" }}
        >
          {saved.messages.map((message) => (
            <SavedMessageRow
              key={message.id}
              message={message}
              saved={saved}
              draft={draft}
              onLoad={() => void load(message.id)}
            />
          ))}
        </Stack>
      )}
    </Stack>
  );
}

function KeepForm({ saved, draft }: { saved: SavedMessages; draft: Draft }) {
  const [name, setName] = useState("");
  const [isShared, setIsShared] = useState(false);
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    const { messageKey, kind: format, text: body } = draft;
    const visibility = isShared ? "shared" : "private";
    if (await saved.keep({ name, visibility, messageKey, format, body })) setName("");
  };
  return (
    <Stack
      component="form"
      direction="row"
      useFlexGap
      onSubmit={(event) => void keep(event)}
      sx={{ gap: 1, pt: 1, flexWrap: "wrap", alignItems: "flex-start" }}
    >
      <FormTextField
        label="Save this message as"
        value={name}
        problem={saved.refusal?.fields?.name?.[0]}
        onChange={(event) => setName(event.target.value)}
        sx={{ width: { xs: "100%", sm: 280 } }}
        slotProps={{ htmlInput: { maxLength: 120 } }}
      />
      <Button
        type="submit"
        variant="outlined"
        disabled={saved.isPending || draft.text === "" || name.trim() === ""}
      >
        Save
      </Button>
      <FormControlLabel
        control={<Checkbox checked={isShared} onChange={(_event, checked) => setIsShared(checked)} />}
        label="Share with everyone who may see this API"
      />
    </Stack>
  );
}
