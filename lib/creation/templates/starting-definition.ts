// The definition that an API starts with: blank, or a template with the API's title and version.
import type { ApiTemplate } from "#lib/apis/api-fields.ts";
import { syncManagedFields } from "#lib/asyncapi/managed-fields.ts";
import { newDefinition } from "#lib/asyncapi/new-definition.ts";
import { chat } from "./chat.ts";
import { notifications } from "./notifications.ts";
import { prices } from "./prices.ts";

const texts: Readonly<Record<Exclude<ApiTemplate, "blank">, string>> = { chat, notifications, prices };

/** AsyncAPI 3.0.0 as YAML, with the title and the version that are given. */
export function startingDefinition(
  template: ApiTemplate,
  info: { readonly title: string; readonly version: string },
): string {
  return template === "blank" ? newDefinition(info) : syncManagedFields(texts[template], info);
}
