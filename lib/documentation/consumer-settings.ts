// What the document of a consumer takes from the settings of its API. Pure: whoever asks for the same document, a page or
// the reading ahead, gives the same settings, by which what was read of it is found again.
import type { Api } from "#lib/apis/api.ts";
import type { Design } from "#lib/apis/design.ts";
import type { ConsumerSettings } from "#lib/asyncapi/consumer-view.ts";
import type { CatalogueEntry } from "#lib/catalogue/entry.ts";
import type { EnvironmentUrls, GatewayUrls } from "#lib/deployments/deployment.ts";

/** Of the design: what a consumer would get of it, in each environment. */
export function settingsOfDesign(api: Api, environments: readonly EnvironmentUrls[]): ConsumerSettings {
  const servers = environments.flatMap(({ name, displayName, urls }) => [
    { name: `${name}-wss`, title: `${displayName} (wss)`, url: `${urls.wss}${api.basePath}` },
    { name: `${name}-ws`, title: `${displayName} (ws)`, url: `${urls.ws}${api.basePath}` },
  ]);
  return {
    title: api.name,
    displayName: api.displayName,
    version: api.version,
    description: api.description,
    servers,
    security: api.runtime.security,
  };
}

type Published = CatalogueEntry & { readonly design: Design };

/** Of what is published. */
export function settingsOfPublished(api: Published, urls: GatewayUrls): ConsumerSettings {
  const { name, displayName, version, description, basePath, design } = api;
  const servers = [
    { name: "wss", title: "Encrypted (wss)", url: urls.wss + basePath },
    { name: "ws", title: "Not encrypted (ws)", url: urls.ws + basePath },
  ];
  return { title: name, displayName, version, description, servers, security: design.security };
}
