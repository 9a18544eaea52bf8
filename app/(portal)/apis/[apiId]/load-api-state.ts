// What several pages of an API ask together: the API, who looks at it, what is deployed, what publishing still needs.
import "server-only";
import { loadApi, loadCarriable, loadDeployments } from "#app/_server/loaders.ts";
import { requirePerson } from "#app/_server/session.ts";
import type { Api } from "#lib/apis/api.ts";
import { isOpen } from "#lib/apis/lifecycle-state.ts";
import type { DeploymentOverview } from "#lib/deployments/deployment.ts";
import { can, type Person } from "#lib/identity/role.ts";
import { publishRequirements, type Requirement } from "#lib/lifecycle/lifecycle.ts";
import type { Carriable } from "#lib/subscriptions/subscriber.ts";
import { servingStatus } from "../actions.ts";
import { deploy } from "./actions.ts";

export type ApiParams = { readonly params: Promise<{ readonly apiId: string }> };

export type ApiState = {
  readonly api: Api;
  readonly person: Person;
  readonly deployments: DeploymentOverview;
  /** Environments where some revision is live. */
  readonly deployedTo: readonly string[];
  readonly requirements: readonly Requirement[];
  /** Versions whose subscriptions publishing may carry over. */
  readonly carriable: readonly Carriable[];
};

/** Whether and where a form of the design may deploy what it saved. */
export function deployTargetOf({ api, person, deployedTo }: ApiState) {
  const canDeploy = can(person, "api:deploy") && api.productionEndpoint !== "";
  return { canDeploy, deployedTo, deploy, servingStatus };
}

/** Whether consumers find the API: the developer portal shows the revision that is live. */
export function isInDeveloperPortal({ api, deployedTo }: ApiState): boolean {
  return isOpen(api.state) && deployedTo.length > 0;
}

export async function loadApiState(apiId: string): Promise<ApiState> {
  const [api, person] = await Promise.all([loadApi(apiId), requirePerson()]);
  const [deployments, carriable] = await Promise.all([loadDeployments(apiId), loadCarriable(apiId)]);
  const deployedTo = deployments.environments.flatMap(({ environmentId, deployment }) =>
    deployment === null ? [] : [environmentId],
  );
  const requirements = publishRequirements({
    hasEndpoint: api.productionEndpoint !== "",
    isDeployed: deployedTo.length > 0,
  });
  return { api, person, deployments, deployedTo, requirements, carriable };
}
