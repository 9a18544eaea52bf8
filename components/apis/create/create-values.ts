// The create form's values, their checking in the browser, and what counts as hopeless while typing. Pure.
import type { z } from "zod";
import {
  type ApiTemplate,
  type CreateApi,
  contextSchema,
  createApiSchema,
  displayNameSchema,
  nameSchema,
  versionSchema,
} from "#lib/apis/api-fields.ts";
import { endpointSchema } from "#lib/endpoints/endpoint-url.ts";
import type { Outcome } from "#lib/kernel/outcome.ts";
import { parseInput } from "#lib/kernel/parse-input.ts";

export type CreateValues = {
  name: string;
  displayName: string;
  context: string;
  version: string;
  endpoint: string;
  template: ApiTemplate;
};
/** Those that are typed. */
export type CreateField = Exclude<keyof CreateValues, "template">;

export const emptyValues: CreateValues = {
  name: "",
  displayName: "",
  context: "",
  version: "",
  endpoint: "",
  template: "blank",
};
export const createFields = ["name", "displayName", "context", "version", "endpoint"] as const;

/** Longer than any field may be: cutting a text here changes no answer, and 10 MB are not looked at. */
export const enoughToRefuse = 2_100;

/** The intent's schema; a form always has every field, so nothing is left to defaults. */
const formSchema = createApiSchema.extend({
  displayName: createApiSchema.shape.displayName.unwrap(),
  endpoint: createApiSchema.shape.endpoint.unwrap(),
  template: createApiSchema.shape.template.unwrap(),
});

/** What the intent's schema makes of the values. */
export function checkValues(values: CreateValues): Outcome<CreateApi> {
  return parseInput(formSchema, shortened(values));
}

function shortened(values: CreateValues): CreateValues {
  const { name, displayName, context, version, endpoint, template } = values;
  const cut = (text: string) => text.slice(0, enoughToRefuse);
  return {
    name: cut(name),
    displayName: cut(displayName),
    context: cut(context),
    version: cut(version),
    endpoint: cut(endpoint),
    template,
  };
}

const suffixesOf = (text: string) => Array.from(text, (_, start) => text.slice(start));

/** How a text could go on. Where one of these makes it right, typing is simply not finished. */
const continuations: Readonly<Record<CreateField, readonly string[]>> = {
  name: ["a"],
  displayName: ["a"],
  version: ["a"],
  context: ["a", "/a", ")a", ")/a", ...suffixesOf("{version}/a")],
  endpoint: ["a", "1", "::1]", ...suffixesOf("ws://localhost"), ...suffixesOf("wss://localhost")],
};

const schemas: Readonly<Record<CreateField, z.ZodType<string>>> = {
  name: nameSchema,
  displayName: displayNameSchema,
  context: contextSchema,
  version: versionSchema,
  endpoint: endpointSchema,
};

/** True where no further typing can make the text right: said at once. Anything else waits until the field is left. */
export function isHopeless(field: CreateField, text: string): boolean {
  const start = text.slice(0, enoughToRefuse);
  if (start === "") return false;
  return !["", ...continuations[field]].some((rest) => schemas[field].safeParse(start + rest).success);
}

/** The text as the schema keeps it, or null where it is not right yet. */
export function parsedField(field: CreateField, text: string): string | null {
  return schemas[field].safeParse(text.slice(0, enoughToRefuse)).data ?? null;
}
