-- CreateTable
CREATE TABLE "Plan" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "limits" TEXT NOT NULL,
    "needsApproval" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "ApiPlan" (
    "apiId" TEXT NOT NULL,
    "planId" TEXT NOT NULL,

    PRIMARY KEY ("apiId", "planId"),
    CONSTRAINT "ApiPlan_apiId_fkey" FOREIGN KEY ("apiId") REFERENCES "Api" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ApiPlan_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Application" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "ownerId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Application_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Subscription" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "applicationId" TEXT NOT NULL,
    "apiId" TEXT NOT NULL,
    "planId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "blocked" TEXT NOT NULL DEFAULT 'none',
    "requestedBy" TEXT NOT NULL,
    "requestedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decidedBy" TEXT,
    "decidedAt" DATETIME,
    "note" TEXT NOT NULL DEFAULT '',
    CONSTRAINT "Subscription_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Subscription_apiId_fkey" FOREIGN KEY ("apiId") REFERENCES "Api" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Subscription_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SubscriptionEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "apiId" TEXT NOT NULL,
    "applicationId" TEXT NOT NULL,
    "applicationName" TEXT NOT NULL,
    "planName" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Api" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "familyId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "context" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "basePath" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "tags" TEXT NOT NULL DEFAULT '[]',
    "state" TEXT NOT NULL DEFAULT 'created',
    "productionEndpoint" TEXT,
    "sandboxEndpoint" TEXT,
    "endpointOptions" TEXT NOT NULL DEFAULT '{}',
    "security" TEXT NOT NULL,
    "limits" TEXT NOT NULL,
    "passRules" TEXT NOT NULL DEFAULT '{}',
    "business" TEXT NOT NULL DEFAULT '{}',
    "definition" TEXT NOT NULL,
    "originalDefinition" TEXT,
    "originalVersion" TEXT,
    "etag" INTEGER NOT NULL DEFAULT 1,
    "operationKey" TEXT,
    "createdById" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    "searchText" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL DEFAULT '',
    "pathKey" TEXT NOT NULL DEFAULT '',
    "visibility" TEXT NOT NULL DEFAULT 'public',
    "visibleTo" TEXT NOT NULL DEFAULT '[]',
    CONSTRAINT "Api_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "ApiFamily" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Api" ("basePath", "business", "context", "createdAt", "createdBy", "createdById", "definition", "description", "displayName", "endpointOptions", "etag", "familyId", "id", "limits", "name", "nameKey", "operationKey", "originalDefinition", "originalVersion", "passRules", "pathKey", "productionEndpoint", "sandboxEndpoint", "searchText", "security", "state", "tags", "updatedAt", "version") SELECT "basePath", "business", "context", "createdAt", "createdBy", "createdById", "definition", "description", "displayName", "endpointOptions", "etag", "familyId", "id", "limits", "name", "nameKey", "operationKey", "originalDefinition", "originalVersion", "passRules", "pathKey", "productionEndpoint", "sandboxEndpoint", "searchText", "security", "state", "tags", "updatedAt", "version" FROM "Api";
DROP TABLE "Api";
ALTER TABLE "new_Api" RENAME TO "Api";
CREATE UNIQUE INDEX "Api_basePath_key" ON "Api"("basePath");
CREATE UNIQUE INDEX "Api_operationKey_key" ON "Api"("operationKey");
CREATE INDEX "Api_updatedAt_id_idx" ON "Api"("updatedAt", "id");
CREATE INDEX "Api_state_updatedAt_id_idx" ON "Api"("state", "updatedAt", "id");
CREATE INDEX "Api_state_id_idx" ON "Api"("state", "id");
CREATE INDEX "Api_nameKey_id_idx" ON "Api"("nameKey", "id");
CREATE INDEX "Api_pathKey_id_idx" ON "Api"("pathKey", "id");
CREATE INDEX "Api_createdBy_id_idx" ON "Api"("createdBy", "id");
CREATE UNIQUE INDEX "Api_familyId_version_key" ON "Api"("familyId", "version");
CREATE TABLE "new_Credential" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "apiId" TEXT,
    "applicationId" TEXT,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "environment" TEXT NOT NULL DEFAULT 'production',
    "restrictions" TEXT NOT NULL DEFAULT '{}',
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" DATETIME,
    "revokedAt" DATETIME,
    "replacedById" TEXT,
    "lastUsedAt" DATETIME,
    "lastUsedFrom" TEXT,
    CONSTRAINT "Credential_apiId_fkey" FOREIGN KEY ("apiId") REFERENCES "Api" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Credential_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Credential" ("apiId", "createdAt", "createdBy", "environment", "expiresAt", "hash", "id", "kind", "prefix", "revokedAt") SELECT "apiId", "createdAt", "createdBy", "environment", "expiresAt", "hash", "id", "kind", "prefix", "revokedAt" FROM "Credential";
DROP TABLE "Credential";
ALTER TABLE "new_Credential" RENAME TO "Credential";
CREATE UNIQUE INDEX "Credential_hash_key" ON "Credential"("hash");
CREATE INDEX "Credential_apiId_idx" ON "Credential"("apiId");
CREATE INDEX "Credential_applicationId_idx" ON "Credential"("applicationId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE UNIQUE INDEX "Plan_nameKey_key" ON "Plan"("nameKey");

-- CreateIndex
CREATE INDEX "ApiPlan_planId_idx" ON "ApiPlan"("planId");

-- CreateIndex
CREATE UNIQUE INDEX "Application_ownerId_nameKey_key" ON "Application"("ownerId", "nameKey");

-- CreateIndex
CREATE INDEX "Subscription_apiId_state_requestedAt_idx" ON "Subscription"("apiId", "state", "requestedAt");

-- CreateIndex
CREATE INDEX "Subscription_planId_idx" ON "Subscription"("planId");

-- CreateIndex
CREATE UNIQUE INDEX "Subscription_applicationId_apiId_key" ON "Subscription"("applicationId", "apiId");

-- CreateIndex
CREATE INDEX "SubscriptionEvent_apiId_at_idx" ON "SubscriptionEvent"("apiId", "at");

-- CreateIndex
CREATE INDEX "SubscriptionEvent_applicationId_at_idx" ON "SubscriptionEvent"("applicationId", "at");
