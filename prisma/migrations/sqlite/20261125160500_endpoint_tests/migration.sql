-- CreateTable
CREATE TABLE "EndpointTest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "requestedBy" TEXT NOT NULL,
    "requestedAt" DATETIME NOT NULL,
    "request" TEXT NOT NULL,
    "takenBy" TEXT,
    "answer" TEXT
);

-- CreateIndex
CREATE INDEX "EndpointTest_requestedAt_idx" ON "EndpointTest"("requestedAt");
