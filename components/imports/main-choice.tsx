"use client";
// Asks which of several files is the document.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useId } from "react";

type MainChoiceProps = { mains: readonly string[]; isDisabled: boolean; onChoose: (main: string) => void };

export function MainChoice({ mains, isDisabled, onChoose }: MainChoiceProps) {
  const id = useId();
  return (
    <Box role="group" aria-labelledby={id} sx={{ mt: 2 }}>
      <Typography id={id} variant="body2" role="status">
        Several of these files are AsyncAPI documents. Which one is to be imported?
      </Typography>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, mt: 1 }}>
        {mains.map((main) => (
          <Button
            key={main}
            variant="outlined"
            size="small"
            disabled={isDisabled}
            onClick={() => onChoose(main)}
            sx={{ overflowWrap: "anywhere", textAlign: "left" }}
          >
            {main}
          </Button>
        ))}
      </Box>
    </Box>
  );
}
