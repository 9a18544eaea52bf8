"use client";
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { useCallback } from "react";
import type { TestEndpoint } from "#components/apis/create/endpoint-test.tsx";
import { type DeployTarget, useSaveAndDeploy } from "#components/deployments/use-save-and-deploy.ts";
import { SaveBar } from "#components/design-form/save-bar.tsx";
import { StepButtons } from "#components/design-form/step-buttons.tsx";
import {
  type SavedStepping,
  type StepDefinition,
  useSavedStepping,
} from "#components/design-form/use-saved-stepping.ts";
import type { TestEndpointOf } from "#components/endpoints/endpoints-form.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FormError } from "#components/ui/form-error.tsx";
// The Topics page of somebody who may design: add, edit, delete with undo, save.
import { OwnTurn } from "#components/ui/own-turn.tsx";
import type { TopicMessage } from "#lib/messages/topic-messages.ts";
import { rowChange, topicsToSave } from "#lib/topics/topic-draft.ts";
import { AddTopic } from "./add-topic.tsx";
import { CollisionList } from "./collision-list.tsx";
import { ConflictAlert } from "./conflict-alert.tsx";
import { TextEditorLink } from "./text-editor-link.tsx";
import { noProblems, TopicRow } from "./topic-row.tsx";
import type { ScopeChoice } from "./topic-scopes.tsx";
import type { SavedTopics } from "./use-topic-draft.ts";
import { type SaveTopics, type TopicsForm, useTopicsForm } from "./use-topics-form.ts";

type TopicsEditorProps = {
  apiId: string;
  saved: SavedTopics;
  /** By the key of their channel. */
  messages: Readonly<Record<string, readonly TopicMessage[]>>;
  /** True where the stored text cannot be deployed: what is wrong is shown at its topic from the start. */
  isRefused: boolean;
  /** Production endpoint, for the preview; empty where none is set. */
  endpoint: string;
  isApiOpen: boolean;
  /** True where the API checks handshakes by the definition. */
  enforcesHandshake: boolean;
  /** Those that topics of the API may require. */
  scopes: readonly ScopeChoice[];
  deployTarget: DeployTarget;
  saveTopics: SaveTopics;
  stepDefinition: StepDefinition;
  testEndpointOf: TestEndpointOf;
};

export function TopicsEditor(props: TopicsEditorProps) {
  const form = useTopicsForm(props);
  const deployment = useSaveAndDeploy(props.apiId, props.deployTarget, form);
  const stepping = useSavedStepping(props.apiId, { ...props, etag: props.saved.etag });
  return (
    <Box
      component="form"
      ref={form.formRef}
      noValidate
      aria-label="Topics"
      onFocus={form.judge ? undefined : () => void form.load()}
      onSubmit={(event) => {
        event.preventDefault();
        deployment?.clear();
        void form.save();
      }}
    >
      <Notices form={form} theirs={props.saved} />
      <FormError
        refusal={form.refusal ?? deployment?.refusal ?? stepping.refusal}
        typed={{ fileName: "topics.json", text: JSON.stringify(topicsToSave(form.draft), null, 2) }}
        wayOn={<TextEditorLink apiId={props.apiId} refusal={form.refusal} />}
      />
      <AddTopic
        draft={form.draft}
        judge={form.judge}
        load={form.load}
        onAdd={(address, types) => form.change({ kind: "add", address, types })}
      />
      <ListHead form={form} stepping={stepping} />
      <TopicRows form={form} {...props} />
      <SaveBar
        isDirty={form.isDirty}
        isPending={form.isPending}
        onReset={form.reset}
        message={stepping.said ?? (form.isSaved ? "Saved. Deploy to make it live." : null)}
        secondStep={deployment}
      />
    </Box>
  );
}

function Notices({ form, theirs }: { form: TopicsForm; theirs: SavedTopics }) {
  return (
    <>
      {form.isConflict ? (
        <ConflictAlert theirs={theirs.topics} onApply={form.applyOnTheirs} onDiscard={form.takeTheirs} />
      ) : null}
      <CollisionList
        draft={form.draft}
        collisions={form.collisions}
        onChange={form.change}
        onDismiss={form.dismissCollision}
      />
      {form.notice && form.isDirty && !form.isConflict ? (
        <Alert severity="info" sx={{ mb: 2 }}>
          {notices[form.notice]}
        </Alert>
      ) : null}
    </>
  );
}

const notices = {
  restored: "Your unsaved changes from before are back. Save them, or Reset to discard them.",
  others_unrelated:
    "Someone else changed other settings of this API meanwhile. Your topics are not affected: press Save again.",
} as const;

function ListHead({ form, stepping }: { form: TopicsForm; stepping: SavedStepping }) {
  const kept = form.draft.rows.filter((row) => !row.isDeleted);
  const hasOpen = kept.some((row) => !row.topic.isSecured);
  return (
    <Stack
      direction="row"
      sx={{ mb: 1, minHeight: 32, alignItems: "center", justifyContent: "space-between", gap: 1 }}
    >
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        {kept.length === 1 ? "1 topic" : `${kept.length} topics`}
      </Typography>
      <Stack direction="row" useFlexGap sx={{ alignItems: "center", gap: 0.5, flexWrap: "wrap" }}>
        {kept.length > 1 ? (
          <Button
            size="small"
            color="secondary"
            onClick={() => form.change({ kind: "secureAll", isSecured: hasOpen })}
          >
            {hasOpen ? "Turn security on for all" : "Turn security off for all"}
          </Button>
        ) : null}
        <StepButtons {...stepsOf(form, stepping)} />
      </Stack>
    </Stack>
  );
}

/** What was not saved comes first; with changes on the page nothing that was saved is taken back. */
function stepsOf({ history, undo, redo, isDirty }: TopicsForm, saved: SavedStepping) {
  const last = { label: "Undo the last step", run: undo };
  const next = { label: "Redo the step", run: redo };
  return {
    undo: history.past.length > 0 ? last : isDirty ? null : saved.undo,
    redo: history.future.length > 0 ? next : isDirty ? null : saved.redo,
  };
}

const noMessages: readonly TopicMessage[] = [];

type TopicRowsProps = Pick<
  TopicsEditorProps,
  "apiId" | "messages" | "endpoint" | "isApiOpen" | "enforcesHandshake" | "scopes" | "testEndpointOf"
> & {
  form: TopicsForm;
};

function TopicRows({ form, apiId, messages, testEndpointOf, ...api }: TopicRowsProps) {
  const testTopic = useCallback<TestEndpoint>(
    ({ url }) => testEndpointOf({ apiId, environment: "production", url }),
    [apiId, testEndpointOf],
  );
  const { draft, problems } = form;
  return (
    <>
      {problems.list && draft.rows.length > 0 ? <Alert severity="error">{problems.list}</Alert> : null}
      {draft.rows.length === 0 ? (
        <EmptyState title="No topics yet">Add the first one above: /* takes everything.</EmptyState>
      ) : null}
      <Stack component="ul" aria-label="Topics" sx={{ listStyle: "none", m: 0, mt: 1, p: 0, gap: 1 }}>
        {draft.rows.map((row) => (
          <OwnTurn key={row.id}>
            <TopicRow
              row={row}
              change={rowChange(draft, row)}
              problems={problems.rows.get(row.id) ?? noProblems}
              isOpen={form.openRows.has(row.id)}
              apiId={apiId}
              messages={messages[row.topic.channelKey ?? ""] ?? noMessages}
              endpoint={api.endpoint}
              isApiOpen={api.isApiOpen}
              enforcesHandshake={api.enforcesHandshake}
              scopes={api.scopes}
              testTopic={testTopic}
              onToggle={form.toggle}
              onChange={form.change}
            />
          </OwnTurn>
        ))}
      </Stack>
    </>
  );
}
