-- CreateTable
CREATE TABLE "EndpointTest" (
    "id" TEXT NOT NULL,
    "requestedBy" TEXT NOT NULL,
    "requestedAt" TIMESTAMP(3) NOT NULL,
    "request" TEXT NOT NULL,
    "takenBy" TEXT,
    "answer" TEXT,

    CONSTRAINT "EndpointTest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "EndpointTest_requestedAt_idx" ON "EndpointTest"("requestedAt");
