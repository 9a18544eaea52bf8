"use client";
// The buttons below the create form.
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { SubmitButton } from "#components/ui/submit-button.tsx";

type CreateButtonsProps = {
  isCreating: boolean;
  isPublishing: boolean;
  /** Null where the person may not publish: the button is not drawn. */
  onCreateAndPublish: (() => void) | null;
  onCancel: () => void;
};

export function CreateButtons({
  isCreating,
  isPublishing,
  onCreateAndPublish,
  onCancel,
}: CreateButtonsProps) {
  return (
    <Stack
      direction="row"
      useFlexGap
      sx={{
        mt: 3,
        pt: 2.5,
        gap: 1.5,
        flexWrap: "wrap",
        alignItems: "center",
        borderTop: "1px solid",
        borderColor: "divider",
      }}
    >
      <SubmitButton isPending={isCreating} pendingLabel="Creating API…">
        Create
      </SubmitButton>
      {onCreateAndPublish ? (
        <SubmitButton
          type="button"
          variant="outlined"
          isPending={isPublishing || isCreating}
          pendingLabel={isPublishing ? "Publishing API…" : "Create & Publish"}
          onClick={onCreateAndPublish}
        >
          Create &amp; Publish
        </SubmitButton>
      ) : null}
      <Button color="secondary" onClick={onCancel}>
        Cancel
      </Button>
      <Typography variant="caption" component="p" sx={{ m: 0, ml: { sm: "auto" }, color: "text.secondary" }}>
        * Mandatory fields
      </Typography>
    </Stack>
  );
}
