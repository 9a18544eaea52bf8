// The steps of an API's checklist, with the buttons a person may press right there.

import type { ApiState } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import { DeployButton } from "#components/deployments/deploy-button.tsx";
import { LifecycleButton } from "#components/lifecycle/lifecycle-button.tsx";
import type { ChecklistStep } from "#components/overview/checklist.tsx";
import { isOpen } from "#lib/apis/lifecycle-state.ts";
import type { DefinitionFacts } from "#lib/definition-work/jobs.ts";
import { can } from "#lib/identity/role.ts";
import { servingStatus, testTopicsOf } from "../../../actions.ts";
import { changeLifecycle, deploy } from "../../actions.ts";

type Facts = Pick<DefinitionFacts, "topics" | "diagnostics" | "isSound">;

export function checklistSteps(apiState: ApiState, facts: Facts): readonly ChecklistStep[] {
  return [developStep(apiState, facts), deployStep(apiState), publishStep(apiState)];
}

function developStep({ api }: ApiState, facts: Facts): ChecklistStep {
  return {
    title: "Develop",
    items: [
      {
        label: api.productionEndpoint ? "Endpoint set" : "No endpoint yet",
        isDone: api.productionEndpoint !== "",
        remedy: { href: sectionHref(api.id, "endpoints"), label: "Set the endpoint" },
      },
      topicsItem(api.id, facts),
    ],
  };
}

/** Done where a deployment would take the definition. */
function topicsItem(apiId: string, { topics, diagnostics, isSound }: Facts): ChecklistStep["items"][number] {
  if (isSound && topics.length === 0) {
    const remedy = { href: sectionHref(apiId, "topics"), label: "Add a topic" };
    return { label: "No topic yet", isDone: false, remedy };
  }
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  if (errors === 0)
    return { label: topics.length === 1 ? "1 topic" : `${topics.length} topics`, isDone: true };
  return {
    label: errors === 1 ? "The definition has an error" : `The definition has ${errors} errors`,
    isDone: false,
    remedy: { href: sectionHref(apiId, "definition"), label: "Mend the definition" },
  };
}

function deployStep({ api, person, deployments, deployedTo }: ApiState): ChecklistStep {
  const isDeployed = deployedTo.length > 0;
  const hasChanges = isDeployed && deployments.hasUndeployedChanges;
  const isReady = api.productionEndpoint !== "" && deployments.hasUndeployedChanges;
  const live = { label: isDeployed ? "On a gateway" : "Not on a gateway yet", isDone: isDeployed };
  const changes = { label: "The design has changes that are not deployed", isDone: false };
  return {
    title: "Deploy",
    items: hasChanges ? [live, changes] : [live],
    ...(can(person, "api:deploy")
      ? {
          action: (
            <DeployButton
              apiId={api.id}
              etag={api.etag}
              environmentIds={deployedTo}
              isOffered={isReady}
              label={isDeployed ? "Deploy changes" : "Deploy"}
              deploy={deploy}
              servingStatus={servingStatus}
            />
          ),
        }
      : {}),
  };
}

function publishStep({ api, person, requirements, carriable, deployedTo }: ApiState): ChecklistStep {
  const isPublished = isOpen(api.state);
  const isDeployed = deployedTo.length > 0;
  const published = {
    label: isDeployed ? "Open to consumers" : "Published, but on no gateway",
    isDone: true,
  };
  return {
    title: "Publish",
    items: [isPublished ? published : { label: "Not published: test keys only", isDone: false }],
    ...(can(person, "api:publish")
      ? {
          action: (
            <LifecycleButton
              apiId={api.id}
              etag={api.etag}
              action="publish"
              isOffered={!isPublished}
              isMainAction={isDeployed}
              requirements={requirements}
              carriable={carriable}
              changeLifecycle={changeLifecycle}
              testTopicsOf={testTopicsOf}
              deploy={deploy}
              canDeploy={can(person, "api:deploy")}
            />
          ),
        }
      : {}),
  };
}
