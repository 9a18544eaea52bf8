// Leads to what consumers find of an API, and to what they would find where that is something else.
import { PortalLink, PreviewLink } from "#components/developer/portal-link.tsx";
import { type ApiState, isInDeveloperPortal } from "./load-api-state.ts";

export function PortalLinks({ apiState }: { apiState: ApiState }) {
  const { api, deployments } = apiState;
  const isFound = isInDeveloperPortal(apiState);
  return (
    <>
      {!isFound || deployments.hasUndeployedChanges ? <PreviewLink apiId={api.id} /> : null}
      {isFound ? <PortalLink apiId={api.id} /> : null}
    </>
  );
}
