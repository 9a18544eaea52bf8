-- CreateTable
CREATE TABLE "Scope" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "familyId" TEXT,
    "name" TEXT NOT NULL,
    "displayName" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "roles" TEXT NOT NULL DEFAULT '[]',
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Scope_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "ApiFamily" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Credential" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "apiId" TEXT,
    "applicationId" TEXT,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "isTry" BOOLEAN NOT NULL DEFAULT false,
    "hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "environment" TEXT NOT NULL DEFAULT 'production',
    "restrictions" TEXT NOT NULL DEFAULT '{}',
    "scopes" TEXT NOT NULL DEFAULT '[]',
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
INSERT INTO "new_Credential" ("apiId", "applicationId", "createdAt", "createdBy", "environment", "expiresAt", "hash", "id", "isTry", "kind", "lastUsedAt", "lastUsedFrom", "name", "prefix", "replacedById", "restrictions", "revokedAt") SELECT "apiId", "applicationId", "createdAt", "createdBy", "environment", "expiresAt", "hash", "id", "isTry", "kind", "lastUsedAt", "lastUsedFrom", "name", "prefix", "replacedById", "restrictions", "revokedAt" FROM "Credential";
DROP TABLE "Credential";
ALTER TABLE "new_Credential" RENAME TO "Credential";
CREATE UNIQUE INDEX "Credential_hash_key" ON "Credential"("hash");
CREATE INDEX "Credential_apiId_idx" ON "Credential"("apiId");
CREATE INDEX "Credential_applicationId_idx" ON "Credential"("applicationId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE UNIQUE INDEX "Scope_name_key" ON "Scope"("name");

-- CreateIndex
CREATE INDEX "Scope_familyId_idx" ON "Scope"("familyId");
