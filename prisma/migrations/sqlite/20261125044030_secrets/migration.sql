-- CreateTable
CREATE TABLE "DataKey" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "wrappedBy" TEXT NOT NULL,
    "wrapped" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "Secret" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "apiId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "origins" TEXT NOT NULL,
    "dataKeyId" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "publicKey" TEXT,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Secret_apiId_fkey" FOREIGN KEY ("apiId") REFERENCES "Api" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Secret_dataKeyId_fkey" FOREIGN KEY ("dataKeyId") REFERENCES "DataKey" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DataMigration" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "finishedAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "Secret_apiId_idx" ON "Secret"("apiId");

-- CreateIndex
CREATE INDEX "Secret_dataKeyId_idx" ON "Secret"("dataKeyId");
