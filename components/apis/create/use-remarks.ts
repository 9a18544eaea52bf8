"use client";
// What the server said about fields. Each remark stands as long as its field holds the value it was about.
import { useState } from "react";
import { useWatch } from "react-hook-form";
import type { FieldErrors } from "#lib/kernel/outcome.ts";
import { type CreateValues, createFields } from "./create-values.ts";
import type { CreateControl } from "./form-field.tsx";

export function useRemarks(control: CreateControl): [FieldErrors, (fields: FieldErrors) => void] {
  const [name, displayName, context, version, endpoint] = useWatch({ control, name: createFields });
  const values: CreateValues = { name, displayName, context, version, endpoint };
  const [said, setSaid] = useState<{ fields: FieldErrors; about: CreateValues } | null>(null);
  const standing = createFields.flatMap((field) => {
    const messages = said?.fields[field];
    return messages && said?.about[field] === values[field] ? [[field, messages] as const] : []; // const: a pair, not a list
  });
  return [Object.fromEntries(standing), (fields) => setSaid({ fields, about: values })];
}
