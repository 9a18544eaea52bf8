"use client";
// The bar that adds a topic: types, name, +. What cannot be added is refused while typing, with the reason.
import AddIcon from "@mui/icons-material/Add";
import Button from "@mui/material/Button";
import Paper from "@mui/material/Paper";
import Stack from "@mui/material/Stack";
import { useRef, useState } from "react";
import { FormTextField } from "#components/ui/form-text-field.tsx";
import type { TopicType } from "#lib/topics/topic.ts";
import type { TopicDraft } from "#lib/topics/topic-draft.ts";
import { MAX_TOPIC_NAME_LENGTH, normalizeTopicName } from "#lib/topics/topic-name.ts";
import { topicTypes } from "./topic-types.tsx";
import { TypesSelect } from "./types-select.tsx";
import type { TopicJudge } from "./use-topic-judge.ts";

type AddTopicProps = TopicJudge & {
  draft: TopicDraft;
  onAdd: (address: string, types: readonly TopicType[]) => void;
};

/** Where the keyboard goes once the last topic is removed. */
const focusHome = { "data-focus-home": "" };

export function AddTopic({ draft, judge, load, onAdd }: AddTopicProps) {
  const [name, setName] = useState("");
  const [types, setTypes] = useState<readonly TopicType[]>(topicTypes);
  const [wasTried, setWasTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const problems = judge?.additionProblems(draft, name, types) ?? {};
  const isNameJudged = wasTried || name.trim() !== "";
  const add = async () => {
    const found = (await load()).additionProblems(draft, name, types);
    if (found.address || found.types) setWasTried(true);
    else {
      onAdd(normalizeTopicName(name), types);
      setName("");
      setWasTried(false);
    }
    field.current?.focus();
  };
  return (
    <Paper
      variant="outlined"
      role="group"
      aria-label="Add a topic"
      sx={{ p: 2, mb: 2 }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.target !== field.current) return;
        event.preventDefault();
        void add();
      }}
    >
      <Stack direction={{ xs: "column", sm: "row" }} sx={{ gap: 1.5, alignItems: "flex-start" }}>
        <TypesSelect types={types} problem={problems.types} onChange={setTypes} />
        <Stack direction="row" sx={{ gap: 1.5, flex: 1, width: "100%", alignItems: "flex-start" }}>
          <FormTextField
            label="Topic Name"
            placeholder="/rooms/{roomID}"
            value={name}
            inputRef={field}
            problem={isNameJudged ? problems.address : undefined}
            helperText="A path below the API's address. {name} takes one segment, /* everything."
            autoComplete="off"
            onChange={(event) => {
              setName(event.target.value);
              setWasTried(false);
            }}
            slotProps={{
              htmlInput: {
                ...focusHome,
                maxLength: MAX_TOPIC_NAME_LENGTH + 10,
                spellCheck: false,
                autoCapitalize: "none",
              },
            }}
          />
          <Button
            variant="contained"
            aria-label="Add topic"
            onClick={() => void add()}
            sx={{ minWidth: 40, width: 40, height: 40, px: 0, flexShrink: 0 }}
          >
            <AddIcon />
          </Button>
        </Stack>
      </Stack>
    </Paper>
  );
}
