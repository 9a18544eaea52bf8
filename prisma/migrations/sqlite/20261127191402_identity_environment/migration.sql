-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_IssuerIdentity" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "issuerId" TEXT NOT NULL,
    "applicationId" TEXT NOT NULL,
    "value" TEXT,
    "environment" TEXT NOT NULL DEFAULT 'production',
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "provenAt" DATETIME,
    CONSTRAINT "IssuerIdentity_issuerId_fkey" FOREIGN KEY ("issuerId") REFERENCES "Issuer" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "IssuerIdentity_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_IssuerIdentity" ("applicationId", "createdAt", "id", "issuerId", "provenAt", "value") SELECT "applicationId", "createdAt", "id", "issuerId", "provenAt", "value" FROM "IssuerIdentity";
DROP TABLE "IssuerIdentity";
ALTER TABLE "new_IssuerIdentity" RENAME TO "IssuerIdentity";
CREATE INDEX "IssuerIdentity_applicationId_idx" ON "IssuerIdentity"("applicationId");
CREATE UNIQUE INDEX "IssuerIdentity_issuerId_value_key" ON "IssuerIdentity"("issuerId", "value");
CREATE UNIQUE INDEX "IssuerIdentity_issuerId_applicationId_key" ON "IssuerIdentity"("issuerId", "applicationId");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
