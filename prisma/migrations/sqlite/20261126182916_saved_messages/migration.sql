-- CreateTable
CREATE TABLE "SavedMessage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "apiId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "visibility" TEXT NOT NULL DEFAULT 'private',
    "messageKey" TEXT NOT NULL DEFAULT '',
    "format" TEXT NOT NULL DEFAULT 'text',
    "body" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "ownerName" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "SavedMessage_apiId_fkey" FOREIGN KEY ("apiId") REFERENCES "Api" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "SavedMessage_apiId_visibility_idx" ON "SavedMessage"("apiId", "visibility");

-- CreateIndex
CREATE UNIQUE INDEX "SavedMessage_apiId_ownerId_name_key" ON "SavedMessage"("apiId", "ownerId", "name");
