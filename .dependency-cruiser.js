// The layers of the design (DESIGN.md section 3), as rules. Arrows point down only; no circles, types included.
const nodeBuiltins = { dependencyTypes: ["core"] };

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-circles",
      comment: "Two files that need each other are one idea, or miss a third",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "app-and-gateway-never-meet",
      comment: "Portal and gateway share a database, nothing else",
      severity: "error",
      from: { path: "^(app|components|proxy\\.ts)" },
      to: { path: "^gateway/" },
    },
    {
      name: "only-the-gateway-opens-secrets",
      comment: "The portal seals what is entered and never reads it again (docs/decisions/0009-secrets.md)",
      severity: "error",
      // But for its own: the keys that it signs access tokens with.
      from: {
        path: "^(app|components|bin|proxy\\.ts)|^lib/(?!secrets/)",
        pathNot: "\\.test\\.ts$|/test-kit/|^lib/credentials/signing-keys/commands\\.ts$",
      },
      to: { path: "^lib/secrets/(open-text|open-route)\\.ts$" },
    },
    {
      name: "gateway-knows-lib-only",
      severity: "error",
      from: { path: "^gateway/" },
      to: { path: "^(app|components)/" },
    },
    {
      name: "components-draw",
      comment: "Components get data and actions as props",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^(app|prisma)/|^lib/.*(repository|commands)\\.ts$|^lib/db/" },
    },
    {
      name: "lib-is-the-bottom",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^(app|components|gateway|e2e|bin)/" },
    },
    {
      name: "lib-is-pure",
      comment: "In lib only repository.ts and commands.ts (and lib/db) do I/O",
      severity: "error",
      from: { path: "^lib/", pathNot: "(repository|commands)\\.ts$|\\.test\\.ts$|^lib/(db|feed)/" },
      to: { path: "^lib/db/|^lib/.*/(repository|commands)\\.ts$", pathNot: "^lib/db/db\\.ts$" },
    },
    {
      name: "lib-is-pure-of-io",
      comment:
        "Pure files import no Node built-in but node:crypto, which computes and touches nothing; no framework. Threads are those of workers and of definition-work",
      severity: "error",
      from: {
        path: "^lib/",
        pathNot:
          "(repository|commands|-?worker|definition-work/(job-threads|time-limit|schema-of))\\.ts$|\\.test\\.ts$|/test-kit/|^lib/(db|feed)/",
      },
      to: { ...nodeBuiltins, pathNot: "^(node:)?crypto$" },
    },
    {
      name: "lib-knows-no-framework",
      severity: "error",
      from: { path: "^lib/", pathNot: "\\.test\\.ts$" },
      to: { path: "node_modules/(next|react|react-dom|@mui)/" },
    },
    {
      name: "db-only-in-repositories",
      comment:
        "lib/db.ts is seen by repositories, commands and the process that opens it; elsewhere as a type only",
      severity: "error",
      from: { path: "^lib/", pathNot: "(repository|commands)\\.ts$|\\.test\\.ts$|^lib/(db|feed)/" },
      to: { path: "^lib/db/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "prisma-only-in-lib-db",
      severity: "error",
      from: { path: "^(app|components|gateway|lib)/", pathNot: "^lib/db/|\\.test\\.ts$|/test-kit/" },
      to: { path: "^prisma/|node_modules/(@prisma|prisma)/" },
    },
    {
      name: "data-plane-is-alone",
      comment: "The data plane imports its contract, Node, ws, and the pure route files",
      severity: "error",
      from: { path: "^gateway/data-plane/", pathNot: "\\.test\\.ts$|/test-kit/" },
      to: {
        pathNot:
          "^gateway/data-plane/|^gateway/contract\\.ts$|^lib/routes/(route-record|access-token|ticket|redeemed-tickets|credential-carriers|application-record|deny-record|issuer-record|issuer-token|issuer-verification|compact-token|plan-record|quota-window|backend-url|field-name|path-value|limits|endpoint-pool|origin-rule)\\.ts$|^lib/network/(trusted-proxies|client-network|ip-address)\\.ts$|^lib/identity/portal-cookies\\.ts$|^lib/egress/(egress-policy|guarded-lookup)\\.ts$|^lib/gateways/(connections/connection-record|usage/(usage|histogram))\\.ts$|node_modules/ws/",
        dependencyTypesNot: ["core"],
      },
    },
    {
      name: "planes-meet-at-the-contract",
      severity: "error",
      from: { path: "^gateway/control-plane/" },
      to: { path: "^gateway/data-plane/" },
    },
    {
      name: "not-to-unresolvable",
      severity: "error",
      from: {},
      // Both are types alone: @types/mdast, @types/hast.
      to: { couldNotResolve: true, pathNot: "^(mdast|hast)$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules|prisma/generated" },
    exclude: { path: "\\.next|prisma/generated/.*/internal" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js"],
    },
  },
};
