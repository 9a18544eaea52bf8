-- CreateTable
CREATE TABLE "PlanUsage" (
    "key" TEXT NOT NULL,
    "gatewayId" TEXT NOT NULL,
    "subscriptionId" TEXT NOT NULL,
    "used" DOUBLE PRECISION NOT NULL,
    "endsAt" TIMESTAMP(3) NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PlanUsage_pkey" PRIMARY KEY ("key","gatewayId")
);

-- CreateIndex
CREATE INDEX "PlanUsage_subscriptionId_endsAt_idx" ON "PlanUsage"("subscriptionId", "endsAt");

-- CreateIndex
CREATE INDEX "PlanUsage_updatedAt_idx" ON "PlanUsage"("updatedAt");
