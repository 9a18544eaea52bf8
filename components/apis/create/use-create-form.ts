"use client";
// State of the create form: values, draft, what the server said, and the two ways to send it.
import { useEffect, useMemo, useState } from "react";
import { type UseFormReturn, useForm } from "react-hook-form";
import { useCurrentPerson } from "#components/ui/current-person.tsx";
import { type CreateApi, createAndPublishSchema } from "#lib/apis/api-fields.ts";
import type { FieldErrors, Refusal } from "#lib/kernel/outcome.ts";
import { fieldErrors } from "#lib/kernel/parse-input.ts";
import { type CreateValues, createFields, createResolver, emptyValues } from "./create-values.ts";
import { type CreationDraft, creationDraft } from "./draft.ts";
import { type CheckAvailability, useAvailability } from "./use-availability.ts";
import { type CreationActions, useCreation } from "./use-creation.ts";
import { useRemarks } from "./use-remarks.ts";

type CreateForm = UseFormReturn<CreateValues, unknown, CreateApi>;

export function useCreateForm(
  actions: CreationActions & { checkAvailability: CheckAvailability },
  onDone: (apiId: string) => void,
) {
  const personId = useCurrentPerson()?.id ?? "";
  const draft = useMemo(() => creationDraft(personId), [personId]);
  const form: CreateForm = useForm({
    resolver: createResolver,
    mode: "onChange",
    defaultValues: emptyValues,
  });
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [remarks, setRemarks] = useRemarks(form.control);
  const availability = useAvailability(form.control, actions.checkAvailability);
  useDraft(form, draft);

  const showAtFields = (fields: FieldErrors) => {
    setRemarks(fields);
    const first = createFields.find((field) => fields[field]?.length);
    if (first) setTimeout(() => form.setFocus(first), 0); // after the dialog of the steps has given the focus back
  };
  const finish = (apiId: string) => {
    draft.drop();
    onDone(apiId);
  };
  const creation = useCreation({
    actions,
    draft,
    onDone: finish,
    onRefusal: (refused, isShownElsewhere) => {
      const isAtFields = createFields.some((field) => refused.fields?.[field]?.length);
      setRefusal(isShownElsewhere || isAtFields ? null : refused);
      showAtFields(refused.fields ?? {});
    },
  });

  const create = form.handleSubmit((input) => {
    setRefusal(null);
    return creation.create(input);
  });
  const createAndPublish = form.handleSubmit((input) => {
    setRefusal(null);
    const parsed = createAndPublishSchema.safeParse(input);
    return parsed.success ? creation.createAndPublish(parsed.data) : showAtFields(fieldErrors(parsed.error));
  });
  const retry = () => {
    const { progress } = creation;
    return progress?.phase === "not_live_yet" ? creation.waitUntilLive(progress) : createAndPublish();
  };

  return {
    form,
    refusal,
    remarks: { ...availability.fields, ...remarks },
    availability: availability.status,
    creation,
    create,
    createAndPublish,
    retry,
    finish,
    dropDraft: draft.drop,
  };
}

/** Brings back what was typed before a reload, and keeps what is typed from then on. */
function useDraft({ reset, subscribe }: CreateForm, draft: CreationDraft): void {
  useEffect(() => {
    const kept = draft.read();
    if (kept) reset(kept, { keepDefaultValues: true });
    return subscribe({ formState: { values: true }, callback: ({ values }) => draft.keep(values) });
  }, [reset, subscribe, draft]);
}
