// Compiles a deployed design into the route record that the gateways read (DESIGN.md section 6). Pure.
import type { Design } from "#lib/apis/design.ts";
import { isOpen, type LifecycleState } from "#lib/apis/lifecycle-state.ts";
import type { Diagnostic } from "#lib/asyncapi/diagnostic.ts";
import type { DefinitionFacts } from "#lib/definition-work/jobs.ts";
import { done, type Outcome, type Refusal, refuse } from "#lib/kernel/outcome.ts";
import { backendsOf, compilePool, type EndpointOptions, secretIdsOf } from "#lib/routes/endpoint-pool.ts";
import type { SealedRoute, TopicRoute } from "#lib/routes/route-record.ts";
import type { SealedSecret } from "#lib/routes/sealed-secret.ts";
import { isBoundTo } from "#lib/secrets/secret.ts";
import { subjectOf } from "#lib/topics/judge-definition.ts";
import { listUnknownScopes } from "#lib/topics/required-scopes.ts";
import type { Topic } from "#lib/topics/topic.ts";
import { policyOf } from "#lib/topics/topic-policy.ts";
import { namesOfUnserved } from "#lib/topics/unserved-channels.ts";

type Identity = {
  readonly apiId: string;
  readonly name: string;
  readonly version: string;
  readonly basePath: string;
  readonly state: LifecycleState;
};

type Secrets = ReadonlyMap<string, SealedSecret>;

/**
 * The route record of a design, whose definition was read as `facts`, or why it cannot be deployed: `secret_gone`,
 * `secret_bound`, `definition_invalid`, `topics_invalid`, `policy_invalid`, `endpoint_missing`.
 */
export function compileRoute(
  identity: Identity,
  design: Design,
  facts: DefinitionFacts,
  revision: number,
  secrets: Secrets,
): Outcome<SealedRoute> {
  const fitting = checkSecrets(design, secrets);
  if (!fitting.ok) return fitting;
  const production = compilePool(design.productionEndpoint, design.productionOptions, secrets);
  if (production === null) {
    return refuse("endpoint_missing", "Deploying needs a production endpoint: set it on the Endpoints page.");
  }
  const refused = refusedByJudge(facts);
  if (refused !== null) return refused;
  if (facts.topics.length === 0) return refuse("topics_invalid", noTopicMessage(facts));
  const { policies } = facts;
  if (!policies.ok) return policies;
  const handshakes = design.passRules.enforcesHandshake ? facts.handshakes : new Map<string, never>();
  return done({
    apiId: identity.apiId,
    name: identity.name,
    version: identity.version,
    revision,
    state: routeStateOf(identity.state),
    basePaths: [identity.basePath],
    topics: facts.topics
      .filter(({ types }) => types.length > 0)
      .map((topic) => ({
        ...routeTopic(topic),
        policy: policyOf(policies.value, topic.address),
        ...handshakeOf(handshakes, topic.address),
        ...scopesOf(facts.scopes, topic.address),
      })),
    endpoints: { production, sandbox: compilePool(design.sandboxEndpoint, design.sandboxOptions, secrets) },
    security: design.security,
    limits: design.limits,
    passRules: design.passRules,
  });
}

function noTopicMessage({ unserved }: DefinitionFacts): string {
  const what = unserved.length === 0 ? "" : `, and the gateway cannot serve ${namesOfUnserved(unserved)}`;
  return `The definition has no topic to deploy${what}. Add a topic on the Topics page.`;
}

/** A topic of a route. One that nothing goes on, either way, is none. */
function routeTopic(topic: Topic): Omit<TopicRoute, "policy"> {
  return {
    address: topic.address,
    uriMapping: topic.uriMapping,
    subscribe: topic.types.includes("subscribe"),
    publish: topic.types.includes("publish"),
    isSecured: topic.isSecured,
  };
}

function handshakeOf(
  handshakes: DefinitionFacts["handshakes"],
  address: string,
): Pick<TopicRoute, "handshake"> {
  const handshake = handshakes.get(address);
  return handshake === undefined ? {} : { handshake };
}

function scopesOf(scopes: DefinitionFacts["scopes"], address: string): Pick<TopicRoute, "scopes"> {
  const required = scopes.get(address);
  return required === undefined ? {} : { scopes: required };
}

/** Refuses topics that require a scope which the API does not have: nobody could connect. */
export function checkScopes({ scopes }: DefinitionFacts, known: ReadonlySet<string>): Outcome<null> {
  const [unknown] = listUnknownScopes(scopes, known);
  if (unknown === undefined) return done(null);
  const { address, scope } = unknown;
  const what =
    scope === ""
      ? "x-scopes that are no list of names, or more than 100 traits on an operation"
      : `the scope ${scope}, which this API does not have`;
  return refuse(
    "scope_unknown",
    `The topic ${address} has ${what}. Make it on the Scopes page, or mend the definition.`,
  );
}

/** What the judge of definitions refuses does not go live. */
function refusedByJudge({ isReadable, diagnostics }: DefinitionFacts): Refusal | null {
  const error = diagnostics.find((diagnostic) => diagnostic.severity === "error");
  return error === undefined && isReadable ? null : refusalOf(error);
}

/** The refusal of a deployment for an error, with its line and the page that mends it. */
export function refusalOf(error: Diagnostic | undefined): Refusal {
  const where = error === undefined ? "" : ` (line ${error.line}: ${error.message})`;
  const subject = error === undefined ? "document" : subjectOf(error);
  if (subject === "topics")
    return refuse("topics_invalid", `The topics cannot be deployed${where}. Mend them on the Topics page.`);
  if (subject === "policies")
    return refuse(
      "policy_invalid",
      `A topic's policy cannot be deployed${where}. Mend it on the AsyncAPI Definition page.`,
    );
  return refuse(
    "definition_invalid",
    `The AsyncAPI definition has errors${where}. Mend it on the AsyncAPI Definition page.`,
  );
}

/** Ids of the secrets that a design names. */
export function secretIdsIn(design: Design): string[] {
  return [...secretIdsOf(design.productionOptions), ...secretIdsOf(design.sandboxOptions)];
}

/** Refuses a design whose secrets are gone, or were entered for other backends than those it would send them to. */
export function checkSecrets(
  design: Design,
  secrets: ReadonlyMap<string, { readonly origins: readonly string[] }>,
): Outcome<null> {
  const check = (url: string, options: EndpointOptions): Outcome<null> => {
    const urls = backendsOf(url, options).map((backend) => backend.url);
    for (const id of secretIdsOf(options)) {
      const secret = secrets.get(id);
      const words = secret === undefined ? "is not stored any more" : "was entered for other backends";
      if (secret !== undefined && isBoundTo(secret.origins, urls)) continue;
      const message = `A backend credential ${words}: enter it again on the Endpoints page.`;
      return refuse(secret === undefined ? "secret_gone" : "secret_bound", message);
    }
    return done(null);
  };
  const production = check(design.productionEndpoint, design.productionOptions);
  return production.ok ? check(design.sandboxEndpoint, design.sandboxOptions) : production;
}

/** What gateways know of a state: consumers use what is deprecated as what is published. */
export function routeStateOf(state: LifecycleState): SealedRoute["state"] {
  return isOpen(state) ? "published" : "created";
}
