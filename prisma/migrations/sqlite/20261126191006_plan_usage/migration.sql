-- CreateTable
CREATE TABLE "PlanUsage" (
    "key" TEXT NOT NULL,
    "gatewayId" TEXT NOT NULL,
    "subscriptionId" TEXT NOT NULL,
    "used" REAL NOT NULL,
    "endsAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,

    PRIMARY KEY ("key", "gatewayId")
);

-- CreateIndex
CREATE INDEX "PlanUsage_subscriptionId_endsAt_idx" ON "PlanUsage"("subscriptionId", "endsAt");

-- CreateIndex
CREATE INDEX "PlanUsage_updatedAt_idx" ON "PlanUsage"("updatedAt");
