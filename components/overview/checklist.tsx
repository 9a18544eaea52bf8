// The way of an API, Develop → Deploy → Publish: what is done, what is missing and where to mend it. Draws on the server;
// buttons come as props.
import CheckCircleIcon from "@mui/icons-material/CheckCircle";
import PendingIcon from "@mui/icons-material/RadioButtonUncheckedOutlined";
import Box from "@mui/material/Box";
import Card from "@mui/material/Card";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import { visuallyHidden } from "#components/ui/visually-hidden.ts";

export type ChecklistItem = {
  readonly label: string;
  readonly isDone: boolean;
  /** Where to mend it, where it is missing. */
  readonly remedy?: { readonly href: string; readonly label: string };
};

export type ChecklistStep = {
  readonly title: string;
  readonly items: readonly ChecklistItem[];
  /** Button of the step. */
  readonly action?: ReactNode;
};

export function Checklist({ steps }: { steps: readonly ChecklistStep[] }) {
  return (
    <Card component="section" aria-label="Checklist">
      <Box
        component="ol"
        sx={{
          listStyle: "none",
          m: 0,
          p: 0,
          display: "grid",
          gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: `repeat(${steps.length}, minmax(0, 1fr))` },
        }}
      >
        {steps.map((step, index) => (
          <Step key={step.title} step={step} number={index + 1} />
        ))}
      </Box>
    </Card>
  );
}

function Step({ step, number }: { step: ChecklistStep; number: number }) {
  const isDone = step.items.every((item) => item.isDone);
  return (
    <Box
      component="li"
      sx={{
        display: "flex",
        flexDirection: "column",
        gap: 1.25,
        p: { xs: 2, sm: 2.5 },
        borderColor: "divider",
        borderStyle: "solid",
        borderWidth: 0,
        "&:not(:first-of-type)": { borderTopWidth: { xs: 1, sm: 0 }, borderLeftWidth: { xs: 0, sm: 1 } },
      }}
    >
      <Stack direction="row" sx={{ gap: 1.25, alignItems: "center" }}>
        <Badge isDone={isDone} number={number} />
        <Typography variant="h3" component="h2">
          {step.title}
          <Box component="span" sx={visuallyHidden}>
            {isDone ? ": done" : ": to do"}
          </Box>
        </Typography>
      </Stack>
      <Stack component="ul" sx={{ listStyle: "none", m: 0, p: 0, gap: 0.75, flex: 1 }}>
        {step.items.map((item) => (
          <Item key={item.label} {...item} />
        ))}
      </Stack>
      {step.action ? <Box>{step.action}</Box> : null}
    </Box>
  );
}

function Badge({ isDone, number }: { isDone: boolean; number: number }) {
  return (
    <Box
      aria-hidden="true"
      sx={{
        width: 26,
        height: 26,
        borderRadius: "50%",
        display: "grid",
        placeItems: "center",
        fontSize: "0.8125rem",
        fontWeight: 650,
        border: "1.5px solid",
        borderColor: isDone ? "success.main" : "text.secondary",
        bgcolor: isDone ? "success.main" : "transparent",
        color: isDone ? "success.contrastText" : "text.secondary",
      }}
    >
      {isDone ? "✓" : number}
    </Box>
  );
}

function Item({ label, isDone, remedy }: ChecklistItem) {
  return (
    <Stack component="li" direction="row" sx={{ gap: 1, alignItems: "flex-start" }}>
      {isDone ? (
        <CheckCircleIcon color="success" sx={{ mt: "1px" }} titleAccess="Done" />
      ) : (
        <PendingIcon color="warning" sx={{ mt: "1px" }} titleAccess="Missing" />
      )}
      <Typography variant="body2" component="div" sx={{ minWidth: 0 }}>
        {label}
        {!isDone && remedy ? (
          <Box>
            <Link href={remedy.href} underline="always">
              {remedy.label}
            </Link>
          </Box>
        ) : null}
      </Typography>
    </Stack>
  );
}
