-- AlterTable
ALTER TABLE "Api" ADD COLUMN     "endpointOptions" TEXT NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "ClosedConnection" (
    "id" TEXT NOT NULL,
    "apiId" TEXT NOT NULL,
    "gatewayId" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "application" TEXT,
    "clientAddress" TEXT NOT NULL,
    "openedAt" TIMESTAMP(3) NOT NULL,
    "closedAt" TIMESTAMP(3) NOT NULL,
    "code" INTEGER NOT NULL,
    "closedBy" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "searchText" TEXT NOT NULL,

    CONSTRAINT "ClosedConnection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LiveConnections" (
    "gatewayId" TEXT NOT NULL,
    "apiId" TEXT NOT NULL,
    "takenAt" TIMESTAMP(3) NOT NULL,
    "total" INTEGER NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "LiveConnections_pkey" PRIMARY KEY ("gatewayId","apiId")
);

-- CreateTable
CREATE TABLE "ConnectionWatch" (
    "apiId" TEXT NOT NULL,
    "until" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ConnectionWatch_pkey" PRIMARY KEY ("apiId")
);

-- CreateTable
CREATE TABLE "DisconnectRequest" (
    "id" TEXT NOT NULL,
    "apiId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "requestedBy" TEXT NOT NULL,
    "requestedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DisconnectRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UsageBucket" (
    "apiId" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "gatewayId" TEXT NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "seconds" INTEGER NOT NULL,
    "connections" INTEGER NOT NULL,
    "openConnections" INTEGER NOT NULL,
    "messagesIn" INTEGER NOT NULL,
    "messagesOut" INTEGER NOT NULL,
    "bytesIn" DOUBLE PRECISION NOT NULL,
    "bytesOut" DOUBLE PRECISION NOT NULL,
    "details" TEXT NOT NULL,

    CONSTRAINT "UsageBucket_pkey" PRIMARY KEY ("apiId","startedAt","seconds","topic","gatewayId")
);

-- CreateTable
CREATE TABLE "BackendHealth" (
    "gatewayId" TEXT NOT NULL,
    "apiId" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "since" TIMESTAMP(3) NOT NULL,
    "problem" TEXT NOT NULL DEFAULT '',
    "connections" INTEGER NOT NULL DEFAULT 0,
    "dialMs" DOUBLE PRECISION,
    "reportedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "BackendHealth_pkey" PRIMARY KEY ("gatewayId","apiId","environment","url")
);

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
