"use client";
import AddIcon from "@mui/icons-material/AddOutlined";
import DeleteIcon from "@mui/icons-material/DeleteOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormHelperText from "@mui/material/FormHelperText";
import IconButton from "@mui/material/IconButton";
import Radio from "@mui/material/Radio";
import RadioGroup from "@mui/material/RadioGroup";
import Stack from "@mui/material/Stack";
import Tooltip from "@mui/material/Tooltip";
import { useId } from "react";
import type { DesignForm } from "#components/design-form/use-design-form.ts";
import { FormTextField } from "#components/ui/form-text-field.tsx";
// Which web pages may connect: any, those of listed sites, or none.
import { randomKey } from "#components/ui/random-key.ts";
import { MAX_ORIGINS } from "#lib/routes/origin-rule.ts";
import { type OriginRow, pageChoices, pageLabels, pageWords } from "./origin-values.ts";
import type { RuntimeValues } from "./runtime-values.ts";

type OriginFieldsProps = { form: DesignForm<RuntimeValues>; isReadOnly: boolean };

export function OriginFields({ form, isReadOnly }: OriginFieldsProps) {
  const { webPages } = form.values;
  const helpId = useId();
  const choose = (choice: string) => {
    const pages = pageChoices.find((it) => it === choice) ?? webPages.pages;
    const isFirstSite = pages === "listed" && webPages.sites.length === 0;
    form.set({ webPages: { pages, sites: isFirstSite ? [newSite()] : webPages.sites } });
  };
  return (
    <RadioGroup
      aria-label="Which web pages may connect"
      value={webPages.pages}
      onChange={(event) => choose(event.target.value)}
    >
      {pageChoices.map((choice) => (
        <Box key={choice}>
          <FormControlLabel
            value={choice}
            label={pageLabels[choice]}
            control={<Radio slotProps={{ input: { "aria-describedby": `${helpId}-${choice}` } }} />}
          />
          <FormHelperText id={`${helpId}-${choice}`} sx={{ ml: 4, mt: -0.5, mb: 0.5 }}>
            {pageWords[choice]}
          </FormHelperText>
          {choice === "listed" && webPages.pages === "listed" ? (
            <SiteList form={form} isReadOnly={isReadOnly} />
          ) : null}
        </Box>
      ))}
    </RadioGroup>
  );
}

function newSite(): OriginRow {
  return { id: randomKey(), origin: "" };
}

function SiteList({ form, isReadOnly }: OriginFieldsProps) {
  const { sites } = form.values.webPages;
  const set = (rows: OriginRow[]) => form.set({ webPages: { pages: "listed", sites: rows } });
  const problemAt = (index: number, { origin }: OriginRow) =>
    // A line that has just been added is not wrong yet.
    origin.trim() === "" && !form.hasTried ? undefined : form.problem("webPages", `sites.${index}`);
  const listProblem = sites.length === 0 ? form.problem("webPages", "sites") : undefined;
  return (
    <Box sx={{ ml: { xs: 0, sm: 4 }, mt: 1, mb: 1.5 }}>
      <Stack component="ul" aria-label="Sites" sx={{ listStyle: "none", m: 0, p: 0, gap: 1.5 }}>
        {sites.map((row, index) => (
          <SiteLine
            key={row.id}
            row={row}
            number={index + 1}
            problem={problemAt(index, row)}
            isReadOnly={isReadOnly}
            onChange={(origin) => set(sites.map((it) => (it.id === row.id ? { ...it, origin } : it)))}
            onRemove={() => set(sites.filter((it) => it.id !== row.id))}
          />
        ))}
      </Stack>
      {listProblem ? <FormHelperText error>{listProblem}</FormHelperText> : null}
      <FormHelperText sx={{ m: 0, mt: 1 }}>
        What the address bar shows, up to the host and port. https://*.example.com stands for every host below
        example.com.
      </FormHelperText>
      {isReadOnly || sites.length >= MAX_ORIGINS ? null : (
        <Button
          size="small"
          startIcon={<AddIcon />}
          sx={{ mt: 1 }}
          onClick={() => set([...sites, newSite()])}
        >
          Add site
        </Button>
      )}
    </Box>
  );
}

type SiteLineProps = {
  row: OriginRow;
  number: number;
  problem: string | undefined;
  isReadOnly: boolean;
  onChange: (origin: string) => void;
  onRemove: () => void;
};

function SiteLine({ row, number, problem, isReadOnly, onChange, onRemove }: SiteLineProps) {
  return (
    <Stack component="li" direction="row" sx={{ gap: 1, alignItems: "flex-start", maxWidth: 560 }}>
      <FormTextField
        label={`Site ${number}`}
        value={row.origin}
        problem={problem}
        placeholder="https://app.example"
        onChange={(event) => onChange(event.target.value)}
        slotProps={{
          htmlInput: {
            inputMode: "url",
            maxLength: 300,
            autoComplete: "off",
            spellCheck: false,
            autoCapitalize: "none",
          },
        }}
      />
      {isReadOnly ? null : (
        <Tooltip title="Remove">
          <IconButton aria-label={`Remove site ${number}`} onClick={onRemove}>
            <DeleteIcon fontSize="small" />
          </IconButton>
        </Tooltip>
      )}
    </Stack>
  );
}
