-- CreateTable
CREATE TABLE "ClosedConnection" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "apiId" TEXT NOT NULL,
    "gatewayId" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "application" TEXT,
    "clientAddress" TEXT NOT NULL,
    "openedAt" DATETIME NOT NULL,
    "closedAt" DATETIME NOT NULL,
    "code" INTEGER NOT NULL,
    "closedBy" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "searchText" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "LiveConnections" (
    "gatewayId" TEXT NOT NULL,
    "apiId" TEXT NOT NULL,
    "takenAt" DATETIME NOT NULL,
    "total" INTEGER NOT NULL,
    "body" TEXT NOT NULL,

    PRIMARY KEY ("gatewayId", "apiId")
);

-- CreateTable
CREATE TABLE "ConnectionWatch" (
    "apiId" TEXT NOT NULL PRIMARY KEY,
    "until" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "DisconnectRequest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "apiId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "requestedBy" TEXT NOT NULL,
    "requestedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "UsageBucket" (
    "apiId" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "gatewayId" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "seconds" INTEGER NOT NULL,
    "connections" INTEGER NOT NULL,
    "openConnections" INTEGER NOT NULL,
    "messagesIn" INTEGER NOT NULL,
    "messagesOut" INTEGER NOT NULL,
    "bytesIn" REAL NOT NULL,
    "bytesOut" REAL NOT NULL,
    "details" TEXT NOT NULL,

    PRIMARY KEY ("apiId", "startedAt", "seconds", "topic", "gatewayId")
);

-- CreateTable
CREATE TABLE "BackendHealth" (
    "gatewayId" TEXT NOT NULL,
    "apiId" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "since" DATETIME NOT NULL,
    "problem" TEXT NOT NULL DEFAULT '',
    "connections" INTEGER NOT NULL DEFAULT 0,
    "dialMs" REAL,
    "reportedAt" DATETIME NOT NULL,

    PRIMARY KEY ("gatewayId", "apiId", "environment", "url")
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
    "business" TEXT NOT NULL DEFAULT '{}',
    "definition" TEXT NOT NULL,
    "etag" INTEGER NOT NULL DEFAULT 1,
    "operationKey" TEXT,
    "createdById" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    "searchText" TEXT NOT NULL,
    CONSTRAINT "Api_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "ApiFamily" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Api" ("basePath", "business", "context", "createdAt", "createdBy", "createdById", "definition", "description", "displayName", "etag", "familyId", "id", "limits", "name", "operationKey", "productionEndpoint", "sandboxEndpoint", "searchText", "security", "state", "tags", "updatedAt", "version") SELECT "basePath", "business", "context", "createdAt", "createdBy", "createdById", "definition", "description", "displayName", "etag", "familyId", "id", "limits", "name", "operationKey", "productionEndpoint", "sandboxEndpoint", "searchText", "security", "state", "tags", "updatedAt", "version" FROM "Api";
DROP TABLE "Api";
ALTER TABLE "new_Api" RENAME TO "Api";
CREATE UNIQUE INDEX "Api_basePath_key" ON "Api"("basePath");
CREATE UNIQUE INDEX "Api_operationKey_key" ON "Api"("operationKey");
CREATE INDEX "Api_updatedAt_id_idx" ON "Api"("updatedAt", "id");
CREATE INDEX "Api_state_updatedAt_id_idx" ON "Api"("state", "updatedAt", "id");
CREATE UNIQUE INDEX "Api_familyId_version_key" ON "Api"("familyId", "version");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "ClosedConnection_apiId_closedAt_id_idx" ON "ClosedConnection"("apiId", "closedAt", "id");

-- CreateIndex
CREATE INDEX "ClosedConnection_closedAt_idx" ON "ClosedConnection"("closedAt");

-- CreateIndex
CREATE INDEX "DisconnectRequest_requestedAt_idx" ON "DisconnectRequest"("requestedAt");

-- CreateIndex
CREATE INDEX "UsageBucket_seconds_startedAt_idx" ON "UsageBucket"("seconds", "startedAt");

-- CreateIndex
CREATE INDEX "BackendHealth_apiId_idx" ON "BackendHealth"("apiId");
