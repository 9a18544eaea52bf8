-- CreateTable
CREATE TABLE "RefusedHandshake" (
    "id" TEXT NOT NULL,
    "apiId" TEXT,
    "gatewayId" TEXT NOT NULL,
    "refusedAt" TIMESTAMP(3) NOT NULL,
    "status" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "searchText" TEXT NOT NULL,

    CONSTRAINT "RefusedHandshake_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RefusedHandshake_apiId_refusedAt_id_idx" ON "RefusedHandshake"("apiId", "refusedAt", "id");

-- CreateIndex
CREATE INDEX "RefusedHandshake_refusedAt_idx" ON "RefusedHandshake"("refusedAt");
