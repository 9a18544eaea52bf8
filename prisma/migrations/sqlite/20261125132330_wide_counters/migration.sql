-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_UsageBucket" (
    "apiId" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "gatewayId" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "seconds" INTEGER NOT NULL,
    "connections" BIGINT NOT NULL,
    "openConnections" INTEGER NOT NULL,
    "messagesIn" BIGINT NOT NULL,
    "messagesOut" BIGINT NOT NULL,
    "bytesIn" REAL NOT NULL,
    "bytesOut" REAL NOT NULL,
    "details" TEXT NOT NULL,

    PRIMARY KEY ("apiId", "startedAt", "seconds", "topic", "gatewayId")
);
INSERT INTO "new_UsageBucket" ("apiId", "bytesIn", "bytesOut", "connections", "details", "gatewayId", "messagesIn", "messagesOut", "openConnections", "seconds", "startedAt", "topic") SELECT "apiId", "bytesIn", "bytesOut", "connections", "details", "gatewayId", "messagesIn", "messagesOut", "openConnections", "seconds", "startedAt", "topic" FROM "UsageBucket";
DROP TABLE "UsageBucket";
ALTER TABLE "new_UsageBucket" RENAME TO "UsageBucket";
CREATE INDEX "UsageBucket_seconds_startedAt_idx" ON "UsageBucket"("seconds", "startedAt");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
