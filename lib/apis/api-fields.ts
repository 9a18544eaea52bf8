// The rules of an API's fields: one schema per intent, used by the form while typing, by the action and by the route.
// Sources: wso2-facts 1.4 and 1.5, made consistent (the form and the server there disagree on lengths).
import { z } from "zod";
import { endpointSchema } from "#lib/endpoints/endpoint-url.ts";
import { bounded } from "#lib/kernel/bounded-text.ts";
import { defaultEndpointOptions, endpointOptionsSchema } from "#lib/routes/endpoint-pool.ts";
import { runtimeLimitsSchema, topicPolicySchema } from "#lib/routes/limits.ts";
import { anyOrigin, originRuleSchema } from "#lib/routes/origin-rule.ts";
import { routeSecuritySchema } from "#lib/routes/route-record.ts";
import { MAX_TOPICS } from "#lib/topics/topic.ts";
import { normalizeContext } from "./base-path.ts";

export const maxNameLength = 60;
export const maxVersionLength = 30;
export const maxContextLength = 200;

const forbiddenInName = /[~!@#;:%^*()+={}|\\<>"',&$[\]/]/;
const forbiddenInVersion = /[~!@#;:%^*()+={}|\\<>"',&/?$[\]\s]/;
const allowedInContext = /^[A-Za-z0-9_$/.;(){}-]*$/;

export const nameSchema = bounded("Name", maxNameLength)
  .trim()
  .min(1, "Enter a name")
  .refine(
    (name) => !forbiddenInName.test(name),
    "Name cannot contain ~ ! @ # ; : % ^ * ( ) + = { } | \\ < > \" ' , & $ [ ] /",
  )
  .refine((name) => !/\s{2,}/.test(name), "Name cannot contain two spaces in a row")
  .refine((name) => !hasControlCharacter(name), "Name cannot contain line breaks or control characters");

export const displayNameSchema = bounded("Display name", 120).trim();

export const versionSchema = bounded("Version", maxVersionLength)
  .trim()
  .min(1, "Enter a version, for example 1.0.0")
  .refine(
    (version) => !forbiddenInVersion.test(version),
    "Version can contain letters, digits, dots, dashes and underscores",
  )
  .refine((version) => version !== "." && version !== "..", "Version cannot be . or ..")
  .refine(
    (version) => /^[\x21-\x7e]+$/.test(version) || version === "",
    "Version can contain letters, digits, dots, dashes and underscores",
  );

export const contextSchema = bounded("Context", maxContextLength)
  .transform(normalizeContext)
  .superRefine((context, issues) => {
    const problem = contextProblem(context);
    if (problem) issues.addIssue({ code: "custom", message: problem });
  });

/** Why a context is malformed, or null. */
function contextProblem(context: string): string | null {
  if (context === "") return "Enter a context, for example /chats";
  if (/\s/.test(context)) return "Context cannot contain spaces";
  if (!areBalanced(context, "{", "}")) return "The braces in the context do not balance";
  if (!areBalanced(context, "(", ")")) return "The parentheses in the context do not balance";
  const segments = context.slice(1).split("/");
  if (segments.includes("")) return "Context cannot contain empty segments (//)";
  if (segments.includes(".") || segments.includes("..")) return "Context cannot contain . or .. as a segment";
  if (segments.includes("t")) return "Context cannot contain the segment /t/: it is reserved";
  const templated = segments.filter((segment) => /[{}]/.test(segment));
  if (templated.some((segment) => segment !== "{version}"))
    return "In a context, braces can only stand in {version}, as a whole segment: /{version}/chats";
  if (templated.length > 1) return "Context can contain {version} only once";
  if (segments.every((segment) => segment === "{version}"))
    return "Context needs a segment besides {version}";
  if (!allowedInContext.test(context))
    return "Context can contain letters, digits and - _ . ; $ ( ) / {version}";
  return null;
}

function areBalanced(text: string, open: string, close: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === open) depth += 1;
    if (character === close) depth -= 1;
    if (depth < 0 || depth > 1) return false;
  }
  return depth === 0;
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character.charCodeAt(0) < 0x20 || character.charCodeAt(0) === 0x7f);
}

/** What a new API can start from: the topic for everything, or a document with topics and messages. */
export const apiTemplates = ["blank", "chat", "notifications", "prices"] as const;
export const apiTemplateSchema = z.enum(apiTemplates, "Choose one of the templates");
export type ApiTemplate = z.output<typeof apiTemplateSchema>;

/** What the create form asks for. An empty endpoint is allowed: the design can begin before the backend exists. */
export const createApiSchema = z.object({
  name: nameSchema,
  displayName: displayNameSchema.default(""),
  context: contextSchema,
  version: versionSchema,
  endpoint: endpointSchema.default(""),
  /** Counts for nothing where a document is imported. */
  template: apiTemplateSchema.default("blank"),
});

/** Create & Publish: the same, and there must be a backend. */
export const createAndPublishSchema = createApiSchema.extend({
  endpoint: endpointSchema
    .refine((url) => url !== "", "Publishing needs an endpoint: enter the backend's ws:// or wss:// URL")
    .prefault(""),
});

export type CreateApi = z.output<typeof createApiSchema>;

export const basicInfoSchema = z.object({
  displayName: displayNameSchema,
  description: bounded("Description", 20_000),
  tags: z
    .array(
      bounded("Tag", 40)
        .trim()
        .min(1, "A tag cannot be empty")
        .regex(/^[^,<>"']*$/, "A tag cannot contain , < > \" '"),
    )
    .max(20, "An API can have at most 20 tags"),
});
export type BasicInfo = z.output<typeof basicInfoSchema>;

const emailOrEmpty = z.union([
  z.literal(""),
  bounded("E-mail address", 254).pipe(z.email("Enter an e-mail address like ana@example.com")),
]);

export const businessInfoSchema = z.object({
  businessOwner: bounded("Business owner", 120).trim().default(""),
  businessOwnerEmail: emailOrEmpty.default(""),
  technicalOwner: bounded("Technical owner", 120).trim().default(""),
  technicalOwnerEmail: emailOrEmpty.default(""),
});
export type BusinessInfo = z.output<typeof businessInfoSchema>;

/** What is said of both endpoints beyond their first URLs. */
export const bothEndpointOptionsSchema = z.object({
  production: endpointOptionsSchema.default(defaultEndpointOptions),
  sandbox: endpointOptionsSchema.default(defaultEndpointOptions),
});
export type BothEndpointOptions = z.output<typeof bothEndpointOptionsSchema>;

export const runtimeSchema = z.object({
  security: routeSecuritySchema,
  limits: runtimeLimitsSchema,
});
export type Runtime = z.output<typeof runtimeSchema>;

/** What the Runtime page saves: the API's settings, and the policies of its topics, which stand in the definition. */
export const saveRuntimeSchema = runtimeSchema.extend({
  /** Whether topics without a type refuse its messages. */
  enforcesTypes: z.boolean(),
  /** Whether a handshake has to bring the query parameters and headers that the definition demands. */
  enforcesHandshake: z.boolean(),
  /** Whether clients over a limit are told in a text frame, as by WSO2, rather than closed. */
  tellsThrottled: z.boolean(),
  // To leave the origin rule out is no way of saying "any": it must not open what somebody closed.
  security: routeSecuritySchema.extend({ originRule: originRuleSchema }),
  /** Topics that are not named keep the policy they have. */
  topics: z
    .array(z.object({ address: z.string().max(2_000), policy: topicPolicySchema }))
    .max(MAX_TOPICS)
    .default([]),
});
export type SaveRuntime = z.output<typeof saveRuntimeSchema>;

/** What a new API starts with. */
export const defaultRuntime: Runtime = {
  security: { apiKey: true, oauth2: true, originRule: anyOrigin },
  limits: {
    backendTimeoutMs: 10_000,
    idleTimeoutMs: 600_000,
    maxConnectionAgeMs: 0,
    maxMessageBytes: 1_048_576,
    maxBackendMessageBytes: 16_777_216,
    heartbeatIntervalMs: 30_000,
    heartbeatTimeoutMs: 20_000,
    maxConnections: 0,
    maxConnectionsPerAddress: 0,
    maxNewConnectionsPerSecond: 0,
    maxControlFramesPerSecond: 50,
    rateLimits: [],
  },
};
