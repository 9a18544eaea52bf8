"use client";
// State of the create form: values, draft, what the server said, and the two ways to send it.
import { useEffect, useState } from "react";
import { useFormEngine } from "#components/design-form/use-form-engine.ts";
import { type ApiTemplate, createAndPublishSchema } from "#lib/apis/api-fields.ts";
import type { Refusal } from "#lib/kernel/outcome.ts";
import { parseInput } from "#lib/kernel/parse-input.ts";
import {
  type CreateField,
  type CreateValues,
  checkValues,
  createFields,
  emptyValues,
  isHopeless,
  parsedField,
} from "./create-values.ts";
import type { CreationDraft } from "./draft.ts";
import { type CheckAvailability, useAvailability } from "./use-availability.ts";
import { type CreationActions, useCreation } from "./use-creation.ts";

/** What the fields need of the form. */
export type CreateFormFields = {
  readonly values: CreateValues;
  readonly set: (field: CreateField, text: string) => void;
  readonly choose: (template: ApiTemplate) => void;
  readonly leave: (field: CreateField) => void;
  readonly problem: (field: CreateField) => string | undefined;
  /** The endpoint where it is right; otherwise null, and the keyboard is in its field. */
  readonly urlToTest: () => string | null;
};

type CreateFormOptions = {
  readonly actions: CreationActions & { checkAvailability: CheckAvailability };
  /** The same object as long as it is the same draft. */
  readonly draft: CreationDraft;
  /** Stands for what is sent beside the fields. */
  readonly about?: string;
  readonly onDone: (apiId: string) => void;
};

export function useCreateForm({ actions, draft, about, onDone }: CreateFormOptions) {
  const [values, setValues] = useState(emptyValues);
  useDraft(draft, values, setValues);
  const left = useLeftFields(values);
  const checked = checkValues(values);
  const engine = useFormEngine({
    values,
    checked,
    isShown: (field) => field === "template" || left.has(field) || isHopeless(field, values[field]),
  });
  const availability = useAvailability(values, actions.checkAvailability);

  const finish = (apiId: string) => {
    draft.drop();
    onDone(apiId);
  };
  const creation = useCreation({ actions, draft, about, onDone: finish });
  const create = () => engine.attempt(checked, creation.create);
  const createAndPublish = () =>
    engine.attempt(checked, async (input) => {
      const publishable = parseInput(createAndPublishSchema, input);
      return publishable.ok ? creation.createAndPublish(publishable.value) : publishable;
    });
  const retry = async () => {
    const { progress } = creation;
    if (progress?.phase === "not_live_yet") await creation.waitUntilLive(progress);
    else await createAndPublish();
  };
  const fields: CreateFormFields = {
    values,
    set: (field, text) => {
      setValues((current) => ({ ...current, [field]: text }));
      left.noteChange(field);
    },
    choose: (template) => setValues((current) => ({ ...current, template })),
    leave: left.leave,
    problem: (field) => engine.problem(field) ?? availability.fields[field]?.[0],
    urlToTest: () => {
      const url = parsedField("endpoint", values.endpoint);
      if (!url) focusField(engine.formRef.current, "endpoint");
      return url || null;
    },
  };
  return {
    fields,
    formRef: engine.formRef,
    availability: availability.status,
    refusal: creation.progress === null ? unplaced(engine.refusal) : null, // the steps show it
    creation,
    create,
    createAndPublish,
    retry,
    closeProgress: () => {
      creation.closeProgress();
      engine.dismiss();
    },
    finish,
    dropDraft: draft.drop,
  };
}

/** A refusal that stands at no field of the form. */
function unplaced(refusal: Refusal | null): Refusal | null {
  return createFields.some((field) => refusal?.fields?.[field]?.length) ? null : refusal;
}

function focusField(form: HTMLFormElement | null, field: CreateField): void {
  const input = form?.elements.namedItem(field);
  if (input instanceof HTMLElement) input.focus();
}

/** The fields that were left with something typed, then or before: one that was only passed through says nothing. */
function useLeftFields(values: CreateValues) {
  const [changed, setChanged] = useState<ReadonlySet<CreateField>>(new Set());
  const [left, setLeft] = useState<ReadonlySet<CreateField>>(new Set());
  return {
    has: (field: CreateField) => left.has(field),
    noteChange: (field: CreateField) => setChanged((before) => withField(before, field)),
    leave: (field: CreateField) => {
      if (changed.has(field) || values[field] !== "") setLeft((before) => withField(before, field));
    },
  };
}

function withField(fields: ReadonlySet<CreateField>, field: CreateField): ReadonlySet<CreateField> {
  return fields.has(field) ? fields : new Set([...fields, field]);
}

/** Brings back what was typed before a reload, and keeps what is typed from then on. */
function useDraft(
  draft: CreationDraft,
  values: CreateValues,
  setValues: (values: CreateValues) => void,
): void {
  const [isRead, setIsRead] = useState(false);
  useEffect(() => {
    const kept = draft.read();
    if (kept) setValues(kept);
    setIsRead(true);
  }, [draft, setValues]);
  useEffect(() => {
    if (isRead) draft.keep(values);
  }, [isRead, draft, values]);
}
