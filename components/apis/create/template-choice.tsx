"use client";
// What a new API starts with: blank or a template, and beside it the topics and messages that come with the one chosen.
import Box from "@mui/material/Box";
import FormControl from "@mui/material/FormControl";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormLabel from "@mui/material/FormLabel";
import Radio from "@mui/material/Radio";
import RadioGroup from "@mui/material/RadioGroup";
import { useEffect, useId, useRef } from "react";
import { DirectionLines } from "#components/topics/direction-lines.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";
import type { ApiTemplate } from "#lib/apis/api-fields.ts";
import type { TemplatePreview } from "#lib/creation/templates/template-previews.ts";

type TemplateChoiceProps = {
  /** In the order in which they are offered. */
  templates: readonly TemplatePreview[];
  value: ApiTemplate;
  onChoose: (template: ApiTemplate) => void;
};

const words: Readonly<Record<ApiTemplate, { label: string; about: string }>> = {
  blank: { label: "Blank", about: "One topic that takes any path and any message." },
  chat: { label: "Chat", about: "Rooms, who joins them, and a ping. It runs with the sample backend." },
  notifications: {
    label: "Notifications",
    about: "What is new, and what was read. It runs with the sample backend.",
  },
  prices: {
    label: "Prices",
    about: "Subscribe to symbols and hear their ticks. It needs a backend that serves /prices.",
  },
};

export function TemplateChoice({ templates, value, onChoose }: TemplateChoiceProps) {
  const labelId = useId();
  const group = useRef<HTMLDivElement>(null);
  const choose = (text: string) => {
    const template = templates.find(({ id }) => id === text);
    if (template) onChoose(template.id);
  };
  useChosenEarly(group, value, choose);
  const chosen = templates.find(({ id }) => id === value);
  return (
    <FormControl component="fieldset" fullWidth sx={{ mt: 2.5 }}>
      <FormLabel id={labelId} component="legend">
        Start with
      </FormLabel>
      <Box sx={layout}>
        <RadioGroup
          ref={group}
          name="template"
          aria-labelledby={labelId}
          value={value}
          onChange={(_event, text) => choose(text)}
        >
          {templates.map(({ id }) => (
            <FormControlLabel
              key={id}
              value={id}
              control={<Radio size="small" />}
              label={words[id].label}
              sx={{ width: "fit-content" }}
            />
          ))}
        </RadioGroup>
        {chosen ? <Preview template={chosen} /> : null}
      </Box>
    </FormControl>
  );
}

const layout = {
  display: "grid",
  columnGap: 3,
  rowGap: 1,
  alignItems: "start",
  gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: "max-content minmax(0, 1fr)" },
};

function Preview({ template: { id, topics } }: { template: TemplatePreview }) {
  return (
    <Box role="status" sx={previewLook}>
      <div>{words[id].about}</div>
      <Box component="ul" role="list" aria-label="Topics to start with" sx={listLook}>
        {topics.map(({ address, directions }) => (
          <Box component="li" key={address} sx={{ mt: 1 }}>
            <Box sx={{ fontWeight: 600 }}>
              <MonoText>{address}</MonoText>
            </Box>
            <DirectionLines directions={directions} />
          </Box>
        ))}
      </Box>
    </Box>
  );
}

const previewLook = {
  p: 1.5,
  border: "1px solid",
  borderColor: "divider",
  borderRadius: 1,
  typography: "body2",
  overflowWrap: "anywhere",
};
const listLook = { listStyle: "none", m: 0, p: 0, color: "text.secondary" };

/** What was chosen before the page's scripts came. */
function useChosenEarly(
  group: React.RefObject<HTMLDivElement | null>,
  value: ApiTemplate,
  choose: (text: string) => void,
): void {
  const atStart = useRef({ choose, value });
  useEffect(() => {
    const checked = group.current?.querySelector<HTMLInputElement>("input:checked")?.value;
    if (checked !== undefined && checked !== atStart.current.value) atStart.current.choose(checked);
  }, [group]);
}
