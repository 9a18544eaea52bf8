// The route record: one deployed revision of one API, compiled for the gateway (DESIGN.md section 6).
// Pure data and its schema; the portal writes it, the gateway reads it, neither parses AsyncAPI at run time.
import { z } from "zod";
import {
  type RevokedTokenRecord,
  revokedTokenRecordSchema,
  scopeNameSchema,
  type VerificationKeyRecord,
  verificationKeyRecordSchema,
} from "./access-token.ts";
import { type ApplicationRecord, applicationRecordSchema } from "./application-record.ts";
import { type DenyRecord, denyRecordSchema } from "./deny-record.ts";
import { type EndpointPool, sealedPoolSchema } from "./endpoint-pool.ts";
import { handshakeParametersSchema } from "./handshake-parameters.ts";
import { type IssuerRecord, issuerRecordSchema } from "./issuer-record.ts";
import { defaultTopicPolicy, runtimeLimitsSchema, topicPolicySchema } from "./limits.ts";
import { anyOrigin, originRuleSchema } from "./origin-rule.ts";
import { defaultPassRules, passRulesSchema } from "./pass-rules.ts";
import { type PlanRecord, planRecordSchema } from "./plan-record.ts";

/** Scopes by direction, one of which a client needs; none are needed where there is none. */
export const requiredScopesSchema = z.object({
  subscribe: z.array(scopeNameSchema),
  publish: z.array(scopeNameSchema),
});

/** What the gateway needs to know of one topic. */
export const topicRouteSchema = z.object({
  /** Channel address: `/*`, `/notifications`, `/rooms/{roomID}`. */
  address: z.string(),
  /** URL mapping appended to the endpoint, for example `/rooms?room={roomID}`; null passes the topic path as requested. */
  uriMapping: z.string().nullable(),
  /** Server to client traffic is part of the design (Subscribe). */
  subscribe: z.boolean(),
  /** Client to server traffic is part of the design (Publish). */
  publish: z.boolean(),
  /** False where the topic is open (`x-auth-type: None`). */
  isSecured: z.boolean(),
  /** Limits of its own, and whether its messages are read. */
  policy: topicPolicySchema.default(defaultTopicPolicy),
  /** What a handshake has to bring beside a credential; absent where nothing is enforced. */
  handshake: handshakeParametersSchema.optional(),
  /** What a credential has to have; absent where no scope is required. */
  scopes: requiredScopesSchema.optional(),
});

/** Who may connect. */
export const routeSecuritySchema = z.object({
  /** Credentials an API asks for; with both false it is open to everyone. */
  apiKey: z.boolean(),
  oauth2: z.boolean(),
  /** Pages of which sites; what was stored before there was such a rule reads as any. */
  originRule: originRuleSchema.default(anyOrigin),
});

/** An endpoint's pool; records of the first format had one URL in its place. */
const poolSchema = z.preprocess(
  (value) => (typeof value === "string" ? { backends: [{ url: value }] } : value),
  sealedPoolSchema,
);

/** One deployed API in one gateway environment, as it is stored: its secrets are encrypted. */
export const sealedRouteSchema = z.object({
  apiId: z.string(),
  name: z.string(),
  version: z.string(),
  /** Number of the deployed revision. */
  revision: z.int().min(1),
  /** Lifecycle state; in `created` only test keys are admitted. */
  state: z.enum(["created", "published"]),
  /** Paths without trailing slash under which the API is reached: `/chats/1.0.0`, and `/chats` for the default version. */
  basePaths: z.array(z.string()).min(1),
  topics: z.array(topicRouteSchema),
  endpoints: z.object({ production: poolSchema, sandbox: poolSchema.nullable() }),
  security: routeSecuritySchema,
  limits: runtimeLimitsSchema,
  passRules: passRulesSchema.default(defaultPassRules),
});

/** What every credential has. */
const identified = {
  id: z.string(),
  /** Which endpoint its connections use. */
  environment: z.enum(["production", "sandbox"]),
};

/** What a key has by which the gateway recognises it. Only its hash travels. */
const recognisable = {
  ...identified,
  /** SHA-256 of the whole credential as presented, lower-case hex. */
  hash: z.string().length(64),
};

/** A test key: opens one API to the people who design it, published or not. */
const testKeySchema = z.object({
  ...recognisable,
  kind: z.literal("test"),
  /** The one API it opens. */
  apiId: z.string(),
  /** Who connects, as logged and as sent in X-Sluice-Application. */
  application: z.string(),
  /** Unix time in milliseconds after which it is refused and its connections are closed with 4401. */
  expiresAtMs: z.int(),
});

/** A key of an application: opens the APIs that the application has subscribed to. */
const apiKeySchema = z.object({
  ...recognisable,
  kind: z.literal("api_key"),
  applicationId: z.string(),
  /** As above; null where it does not end by itself. */
  expiresAtMs: z.int().nullable(),
  /** Addresses and ranges (CIDR) it may be used from; empty: from everywhere. */
  addresses: z.array(z.string()).default([]),
  /** Sites whose pages may use it; clients that are no pages may anyway. */
  originRule: originRuleSchema.default(anyOrigin),
  /** Scopes that it was made with. */
  scopes: z.array(scopeNameSchema).default([]),
});

/** A client of an application (RFC 6749 section 4.4): its access tokens open what its application has subscribed to. */
const oauthClientSchema = z.object({
  ...identified,
  kind: z.literal("oauth_client"),
  applicationId: z.string(),
  /** Secrets that are not revoked: only tokens that were got with one of them are worth anything. */
  secretIds: z.array(z.string()),
});

/** What stands for an application in the tokens of another issuer: they open what it has subscribed to. */
const externalClientSchema = z.object({
  ...identified,
  kind: z.literal("external_client"),
  issuerId: z.string(),
  /** Of the claim that names the application. */
  value: z.string(),
  applicationId: z.string(),
});

/** A credential the gateway can recognise. */
export const credentialRecordSchema = z.discriminatedUnion("kind", [
  testKeySchema,
  apiKeySchema,
  oauthClientSchema,
  externalClientSchema,
]);

/** Which of an API's endpoints. */
export type EndpointEnvironment = "production" | "sandbox";
export type HandshakeParameters = z.infer<typeof handshakeParametersSchema>;
export type HandshakeParameter = HandshakeParameters["query"][number];
export type RequiredScopes = z.infer<typeof requiredScopesSchema>;
export type TopicRoute = z.infer<typeof topicRouteSchema>;
export type SealedRoute = z.infer<typeof sealedRouteSchema>;
/** The same with its secrets in the clear, as the data plane has it: in memory only. */
export type RouteRecord = Omit<SealedRoute, "endpoints"> & {
  endpoints: { production: EndpointPool; sandbox: EndpointPool | null };
};
/** What passes, where an API has the choice. */
export type PassRules = RouteRecord["passRules"];
export type CredentialRecord = z.infer<typeof credentialRecordSchema>;
export type TestKeyRecord = z.infer<typeof testKeySchema>;
export type ApiKeyRecord = z.infer<typeof apiKeySchema>;
export type OAuthClientRecord = z.infer<typeof oauthClientSchema>;
export type ExternalClientRecord = z.infer<typeof externalClientSchema>;

/** The schema of each kind of entry but routes, whose secrets differ between portal and gateway. */
export const recordSchemas = {
  credential: credentialRecordSchema,
  application: applicationRecordSchema,
  plan: planRecordSchema,
  verificationKey: verificationKeyRecordSchema,
  revokedToken: revokedTokenRecordSchema,
  issuer: issuerRecordSchema,
  deny: denyRecordSchema,
} as const;

/** What is not a route: portal, control plane and workers have it in the same form. */
export type ConsumerEntry =
  | { readonly kind: "credential"; readonly id: string; readonly record: CredentialRecord | null }
  | { readonly kind: "application"; readonly id: string; readonly record: ApplicationRecord | null }
  | { readonly kind: "plan"; readonly id: string; readonly record: PlanRecord | null }
  | {
      readonly kind: "verificationKey";
      readonly id: string;
      readonly record: VerificationKeyRecord | null;
    }
  | { readonly kind: "revokedToken"; readonly id: string; readonly record: RevokedTokenRecord | null }
  | { readonly kind: "issuer"; readonly id: string; readonly record: IssuerRecord | null }
  | { readonly kind: "deny"; readonly id: string; readonly record: DenyRecord | null };

type EntryOf<Route> =
  | { readonly kind: "route"; readonly id: string; readonly record: Route | null }
  | ConsumerEntry;

type UpdateOf<Route> = {
  readonly revision: number;
  readonly isFull: boolean;
  readonly entries: readonly EntryOf<Route>[];
};

/** One entry of the feed from the portal to the gateways: a record under the id of its subject, or null where it is gone. */
export type SealedEntry = EntryOf<SealedRoute>;
/** A batch of the feed, up to and including `revision`; `isFull` replaces everything known before. */
export type SealedUpdate = UpdateOf<SealedRoute>;
/** The same within a gateway, with secrets in the clear. */
export type RoutingEntry = EntryOf<RouteRecord>;
export type RoutingUpdate = UpdateOf<RouteRecord>;
