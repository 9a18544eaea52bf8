// From the rows of the database to what pages and commands see. Rows never leave the repositories and commands.

import { z } from "zod";
import { type LifecycleState, lifecycleStates } from "#lib/apis/lifecycle-state.ts";
import { passRulesSchema } from "#lib/routes/pass-rules.ts";
import type { Api, ApiSummary } from "./api.ts";
import { bothEndpointOptionsSchema, businessInfoSchema, runtimeSchema } from "./api-fields.ts";
import type { Design } from "./design.ts";

const tagsSchema = z.array(z.string());

/** Columns of the list; the definition stays in the database. */
export const summaryColumns = {
  id: true,
  name: true,
  displayName: true,
  version: true,
  context: true,
  basePath: true,
  state: true,
  description: true,
  tags: true,
  createdBy: true,
  updatedAt: true,
  _count: { select: { deployments: true } },
} as const;

type SummaryRow = {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly version: string;
  readonly context: string;
  readonly basePath: string;
  readonly state: string;
  readonly description: string;
  readonly tags: string;
  readonly createdBy: string;
  readonly updatedAt: Date;
  readonly _count: { readonly deployments: number };
};

type ApiRow = Omit<SummaryRow, "_count"> & {
  readonly productionEndpoint: string | null;
  readonly sandboxEndpoint: string | null;
  readonly endpointOptions: string;
  readonly security: string;
  readonly limits: string;
  readonly passRules: string;
  readonly business: string;
  readonly definition: string;
  readonly originalVersion: string | null;
  readonly etag: number;
  readonly createdAt: Date;
};

/** The lifecycle state in a column. */
export function toState(value: string): LifecycleState {
  return z.enum(lifecycleStates).parse(value);
}

export function toSummary(row: SummaryRow): ApiSummary {
  const { _count, ...columns } = row;
  return {
    ...columns,
    state: toState(row.state),
    tags: tagsSchema.parse(JSON.parse(row.tags)),
    isDeployed: _count.deployments > 0,
  };
}

export function toApi(row: ApiRow): Api {
  return {
    id: row.id,
    name: row.name,
    displayName: row.displayName,
    context: row.context,
    version: row.version,
    basePath: row.basePath,
    description: row.description,
    tags: tagsSchema.parse(JSON.parse(row.tags)),
    state: toState(row.state),
    productionEndpoint: row.productionEndpoint ?? "",
    sandboxEndpoint: row.sandboxEndpoint ?? "",
    endpointOptions: bothEndpointOptionsSchema.parse(JSON.parse(row.endpointOptions)),
    runtime: runtimeSchema.parse({ security: JSON.parse(row.security), limits: JSON.parse(row.limits) }),
    passRules: passRulesSchema.parse(JSON.parse(row.passRules)),
    business: businessInfoSchema.parse(JSON.parse(row.business)),
    definition: row.definition,
    originalVersion: row.originalVersion,
    etag: row.etag,
    createdBy: row.createdBy,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

/** What would be deployed of an API now. */
export function designOf(api: Api): Design {
  return {
    definition: api.definition,
    productionEndpoint: api.productionEndpoint,
    sandboxEndpoint: api.sandboxEndpoint,
    productionOptions: api.endpointOptions.production,
    sandboxOptions: api.endpointOptions.sandbox,
    security: api.runtime.security,
    limits: api.runtime.limits,
    passRules: api.passRules,
  };
}

/** What the list's search looks through. */
export function searchTextOf(
  api: Pick<Api, "name" | "displayName" | "context" | "version" | "basePath" | "tags">,
): string {
  const { name, displayName, context, version, basePath, tags } = api;
  return toSearchable([name, displayName, context, version, basePath, ...tags].join(" "));
}

/** Stand-ins for the characters that LIKE takes for wildcards or for its escape, differently on each database. */
const standIns: Readonly<Record<string, string>> = { "%": "\uff05", _: "\uff3f", "\\": "\uff3c" };

/** Lower case, and with nothing in it that LIKE would interpret. */
export function toSearchable(text: string): string {
  return text.toLowerCase().replaceAll(/[%_\\]/g, (character) => standIns[character] ?? character);
}
