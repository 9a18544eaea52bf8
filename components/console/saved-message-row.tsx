"use client";
// One saved message: load it, and for those who may, write over, rename, share and delete it.
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { type FormEvent, useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import type { SavedMessageFacts } from "#lib/saved-messages/saved-message.ts";
import type { Draft } from "./draft.ts";
import type { SavedMessages } from "./use-saved-messages.ts";

type RowProps = { message: SavedMessageFacts; saved: SavedMessages; draft: Draft; onLoad: () => void };

export function SavedMessageRow(props: RowProps) {
  const { message, onLoad } = props;
  const [isRenaming, setIsRenaming] = useState(false);
  const { name } = message;
  return (
    <Stack
      component="li"
      direction="row"
      useFlexGap
      sx={{
        gap: 1,
        py: 0.5,
        flexWrap: "wrap",
        alignItems: "center",
        borderTop: "1px solid",
        borderColor: "divider",
      }}
    >
      {isRenaming ? (
        <RenameForm {...props} onDone={() => setIsRenaming(false)} />
      ) : (
        <>
          <Typography variant="body2" sx={{ flex: "1 1 200px", minWidth: 0, overflowWrap: "anywhere" }}>
            <strong>{name}</strong> {wordsOf(message)}
          </Typography>
          <Button size="small" variant="outlined" aria-label={`Load ${name}`} onClick={onLoad}>
            Load
          </Button>
          {message.isChangeable ? <ChangeButtons {...props} onRename={() => setIsRenaming(true)} /> : null}
        </>
      )}
    </Stack>
  );
}

function ChangeButtons({ message, saved, draft, onRename }: RowProps & { onRename: () => void }) {
  const [asked, setAsked] = useState<"delete" | "overwrite" | null>(null);
  const { id, name, visibility } = message;
  const isShared = visibility === "shared";
  const { messageKey, kind: format, text: body } = draft;
  const carryOut = async () => {
    const isDone =
      asked === "delete" ? await saved.remove(id) : await saved.change(id, { messageKey, format, body });
    if (isDone) setAsked(null);
  };
  const buttons: readonly (readonly [words: string, isOff: boolean, act: () => void])[] = [
    ["Write over", body === "", () => setAsked("overwrite")],
    ["Rename", false, onRename],
    [
      isShared ? "Make private" : "Share",
      saved.isPending,
      () => void saved.change(id, { visibility: isShared ? "private" : "shared" }),
    ],
    ["Delete", false, () => setAsked("delete")],
  ];
  return (
    <>
      {buttons.map(([words, isOff, act]) => (
        <Button
          key={words}
          size="small"
          color="secondary"
          aria-label={`${words} ${name}`}
          disabled={isOff}
          onClick={act}
        >
          {words}
        </Button>
      ))}
      <ConfirmDialog
        isOpen={asked !== null}
        title={asked === "delete" ? `Delete ${name}?` : `Write over ${name}?`}
        confirmLabel={asked === "delete" ? "Delete" : "Write over"}
        isDestructive={asked === "delete"}
        isPending={saved.isPending}
        refusal={saved.refusal}
        onConfirm={() => void carryOut()}
        onCancel={() => {
          saved.clear();
          setAsked(null);
        }}
      >
        {asked === "delete"
          ? `It is gone ${isShared ? "for everyone who may see this API" : "for good"}.`
          : "What is typed now takes the place of what was saved."}
      </ConfirmDialog>
    </>
  );
}

function RenameForm({ message, saved, onDone }: RowProps & { onDone: () => void }) {
  const [name, setName] = useState(message.name);
  const rename = async (event: FormEvent) => {
    event.preventDefault();
    if (await saved.change(message.id, { name })) onDone();
  };
  return (
    <Stack
      component="form"
      direction="row"
      onSubmit={(event) => void rename(event)}
      sx={{ gap: 1, pt: 1, flex: 1, alignItems: "flex-start" }}
    >
      <FormTextField
        label={`New name of ${message.name}`}
        value={name}
        autoFocus
        onChange={(event) => setName(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 120 } }}
      />
      <Button type="submit" size="small" variant="outlined" disabled={name.trim() === "" || saved.isPending}>
        Rename
      </Button>
      <Button size="small" color="secondary" onClick={onDone}>
        Cancel
      </Button>
    </Stack>
  );
}

function wordsOf({ visibility, isOwn, ownerName, messageKey }: SavedMessageFacts): string {
  const whose = isOwn ? (visibility === "shared" ? "shared by you" : "private") : `shared by ${ownerName}`;
  return [messageKey, whose].filter((text) => text !== "").join(" · ");
}
