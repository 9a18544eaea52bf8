// The steps of an API's checklist, with the buttons a person may press right there.

import type { ApiState } from "#app/(portal)/apis/[apiId]/load-api-state.ts";
import { sectionHref } from "#components/apis/frame/api-sections.ts";
import { DeployButton } from "#components/deployments/deploy-button.tsx";
import { LifecycleButton } from "#components/lifecycle/lifecycle-button.tsx";
import type { ChecklistStep } from "#components/overview/checklist.tsx";
import { can } from "#lib/identity/role.ts";
import { servingStatus } from "../../../actions.ts";
import { changeLifecycle, deploy } from "../../actions.ts";

export function checklistSteps(apiState: ApiState, topicCount: number): readonly ChecklistStep[] {
  return [developStep(apiState, topicCount), deployStep(apiState), publishStep(apiState)];
}

function developStep({ api }: ApiState, topicCount: number): ChecklistStep {
  const topics = topicCount === 1 ? "1 topic" : `${topicCount} topics`;
  return {
    title: "Develop",
    items: [
      {
        label: api.productionEndpoint ? "Endpoint set" : "No endpoint yet",
        isDone: api.productionEndpoint !== "",
        remedy: { href: sectionHref(api.id, "endpoints"), label: "Set the endpoint" },
      },
      {
        label: topicCount > 0 ? topics : "No topic yet",
        isDone: topicCount > 0,
        remedy: { href: sectionHref(api.id, "topics"), label: "Add a topic" },
      },
    ],
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

function publishStep({ api, person, requirements, deployedTo }: ApiState): ChecklistStep {
  const isPublished = api.state === "published";
  return {
    title: "Publish",
    items: [
      {
        label: isPublished ? "Open to consumers" : "Not published: test keys only",
        isDone: isPublished,
      },
    ],
    ...(can(person, "api:publish")
      ? {
          action: (
            <LifecycleButton
              apiId={api.id}
              etag={api.etag}
              action="publish"
              isOffered={!isPublished}
              isMainAction={deployedTo.length > 0}
              requirements={requirements}
              changeLifecycle={changeLifecycle}
              deploy={deploy}
              canDeploy={can(person, "api:deploy")}
            />
          ),
        }
      : {}),
  };
}
