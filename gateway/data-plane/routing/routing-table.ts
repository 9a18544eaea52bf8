// What the gateway knows of APIs and of their consumers, in memory. Entries are immutable and replaced whole; an update
// costs what it carries, a look-up what the path is deep: neither grows with the number of APIs.

import { rangeOf } from "#gateway/data-plane/routing/denials.ts";
import { KnownConsumers } from "#gateway/data-plane/routing/known-consumers.ts";
import { PoolRoute } from "#gateway/data-plane/routing/pool-route.ts";
import { type TopicMatch, TopicTrie } from "#gateway/data-plane/routing/topic-trie.ts";
import type { IpRange } from "#lib/network/ip-address.ts";
import { type DenyRecord, isAtOrBelow } from "#lib/routes/deny-record.ts";
import type {
  CredentialRecord,
  EndpointEnvironment,
  RouteRecord,
  RoutingEntry,
  RoutingUpdate,
  TopicRoute,
} from "#lib/routes/route-record.ts";

/** One deployed API, ready to be matched. */
export class ApiRoute {
  readonly record: RouteRecord;
  readonly #pools = new Map<EndpointEnvironment, PoolRoute | null>();
  #topics: TopicTrie | null = null;

  constructor(record: RouteRecord) {
    this.record = record;
  }

  /** True where the topic is closed to anonymous clients once the API is published. */
  needsCredential(topic: TopicRoute): boolean {
    return this.isSecured && topic.isSecured;
  }

  /** True where the API asks for any kind of credential. */
  get isSecured(): boolean {
    return this.record.security.apiKey || this.record.security.oauth2;
  }

  /** True where it takes a kind of credential; one that asks for none takes all. */
  takes(kind: CredentialRecord["kind"]): boolean {
    if (kind === "test" || !this.isSecured) return true;
    return kind === "api_key" ? this.record.security.apiKey : this.record.security.oauth2;
  }

  /** The topic with this very address; null where the deployed revision has none. */
  findTopic(address: string): TopicRoute | null {
    return this.record.topics.find((topic) => topic.address === address) ?? null;
  }

  /** The topic of decoded path segments. Built at the first request: most of 10,000 APIs sleep. */
  matchTopic(segments: readonly string[]): TopicMatch | null {
    this.#topics ??= new TopicTrie(this.record.topics);
    return this.#topics.match(segments);
  }

  /** True where one of its pools names this backend. */
  hasBackend({
    environment,
    url,
  }: {
    readonly environment: EndpointEnvironment;
    readonly url: string;
  }): boolean {
    return this.record.endpoints[environment]?.backends.some((backend) => backend.url === url) ?? false;
  }

  /** The backends of an environment; null where there is no endpoint, or none that can be dialled. */
  pool(environment: EndpointEnvironment): PoolRoute | null {
    let route = this.#pools.get(environment);
    if (route === undefined) {
      const pool = this.record.endpoints[environment];
      route = pool === null ? null : new PoolRoute(this.record.apiId, environment, pool);
      if (route?.backends.length === 0) route = null;
      this.#pools.set(environment, route);
    }
    return route;
  }
}

/** An API and how many leading path segments name it. */
export type ApiMatch = { readonly api: ApiRoute; readonly depth: number };

/** What an update touched, for those who watch live connections. */
export type RoutingChange = { readonly isFull: true } | ({ readonly isFull: false } & TouchedIds);

/** Ids of what an update touched; of a plan, the applications that subscribe under it. */
export type TouchedIds = {
  readonly apiIds: readonly string[];
  readonly credentialIds: readonly string[];
  readonly applicationIds: readonly string[];
  /** Client addresses that are denied from now on. */
  readonly addresses: readonly IpRange[];
};

class Touched {
  readonly apiIds = new Set<string>();
  readonly credentialIds = new Set<string>();
  readonly applicationIds = new Set<string>();
  readonly addresses: IpRange[] = [];
}

/** The routing snapshot of one worker. */
export class RoutingTable {
  /** Revision of the last batch; negative where that batch was not the last of its state. */
  revision = -1;
  readonly consumers = new KnownConsumers();
  #isReady = false;
  readonly #apis = new Map<string, ApiRoute>();
  readonly #apiByBasePath = new Map<string, ApiRoute>();
  /** How many base paths have so many segments; its length bounds a look-up. */
  readonly #basePathsByDepth: number[] = [];

  /** False until a state has arrived as a whole: a path that leads nowhere means nothing before. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** The API with the longest base path that leads the segments; null where there is none. */
  matchApi(segments: readonly string[]): ApiMatch | null {
    let depth = Math.min(segments.length, this.#basePathsByDepth.length - 1);
    if (depth < 0) return null;
    let path = "";
    for (let index = 0; index < depth; index++) path += `/${segments[index]}`;
    for (;;) {
      const api = this.#apiByBasePath.get(path);
      if (api !== undefined) return { api, depth };
      if (depth === 0) return null;
      depth -= 1;
      path = path.slice(0, path.lastIndexOf("/"));
    }
  }

  /** A deployed API by id; null where it is not deployed. */
  findApi(apiId: string): ApiRoute | null {
    return this.#apis.get(apiId) ?? null;
  }

  /** Applies a batch of the feed, all of it before anybody can look. Returns what it touched. */
  apply(update: RoutingUpdate): RoutingChange {
    if (update.isFull) this.#clear();
    const touched = new Touched();
    for (const entry of update.entries) {
      this.#applyEntry(entry);
      this.#touch(entry, touched);
    }
    this.revision = update.revision;
    if (update.revision >= 0) this.#isReady = true;
    if (update.isFull) return { isFull: true };
    const { apiIds, credentialIds, applicationIds, addresses } = touched;
    return {
      isFull: false,
      apiIds: [...apiIds],
      credentialIds: [...credentialIds],
      applicationIds: [...applicationIds],
      addresses,
    };
  }

  #touch(entry: RoutingEntry, touched: Touched): void {
    const { apiIds, credentialIds, applicationIds } = touched;
    switch (entry.kind) {
      case "route":
        apiIds.add(entry.id);
        break;
      case "credential":
        credentialIds.add(entry.id);
        break;
      case "application":
        applicationIds.add(entry.id);
        break;
      case "plan":
        for (const id of this.consumers.applicationsOf(entry.id)) applicationIds.add(id);
        break;
      case "verificationKey":
        if (entry.record === null) for (const id of this.consumers.clientIds()) credentialIds.add(id);
        break;
      case "revokedToken":
        if (entry.record !== null) credentialIds.add(entry.record.clientId);
        break;
      case "issuer":
        for (const id of this.consumers.externalClientIds(entry.id)) credentialIds.add(id);
        break;
      case "deny":
        // Nobody needs to go where a policy ends.
        if (entry.record !== null) this.#touchDenied(entry.record, touched);
    }
  }

  #touchDenied(denied: DenyRecord, { apiIds, applicationIds, addresses }: Touched): void {
    const range = rangeOf(denied);
    if (range !== null) addresses.push(range);
    if (denied.subject === "application") applicationIds.add(denied.value);
    if (denied.subject === "user") {
      for (const id of this.consumers.applicationsOwnedBy(denied.value)) applicationIds.add(id);
    }
    if (denied.subject === "api") {
      for (const [id, { record }] of this.#apis) {
        if (record.basePaths.some((path) => isAtOrBelow(path.toLowerCase(), denied.value))) apiIds.add(id);
      }
    }
  }

  #applyEntry(entry: RoutingEntry): void {
    if (entry.kind === "route") {
      this.#removeApi(entry.id);
      if (entry.record !== null) this.#addApi(entry.id, entry.record);
    } else {
      this.consumers.apply(entry);
    }
  }

  #addApi(id: string, record: RouteRecord): void {
    const api = new ApiRoute(record);
    this.#apis.set(id, api);
    for (const basePath of record.basePaths) {
      const path = normaliseBasePath(basePath);
      if (!this.#apiByBasePath.has(path)) this.#countDepth(path, 1);
      this.#apiByBasePath.set(path, api);
    }
  }

  #removeApi(id: string): void {
    const api = this.#apis.get(id);
    if (api === undefined) return;
    this.#apis.delete(id);
    for (const basePath of api.record.basePaths) {
      const path = normaliseBasePath(basePath);
      // Within a batch another API may have taken the path over already, as when the default version moves.
      if (this.#apiByBasePath.get(path) !== api) continue;
      this.#apiByBasePath.delete(path);
      this.#countDepth(path, -1);
    }
  }

  #countDepth(path: string, change: 1 | -1): void {
    const depth = path.split("/").length - 1;
    while (this.#basePathsByDepth.length <= depth) this.#basePathsByDepth.push(0);
    this.#basePathsByDepth[depth] = (this.#basePathsByDepth[depth] ?? 0) + change;
    while (this.#basePathsByDepth.at(-1) === 0) this.#basePathsByDepth.pop();
  }

  #clear(): void {
    this.#apis.clear();
    this.#apiByBasePath.clear();
    this.consumers.clear();
    this.#basePathsByDepth.length = 0;
  }
}

function normaliseBasePath(basePath: string): string {
  return basePath.endsWith("/") ? basePath.slice(0, -1) : basePath;
}
