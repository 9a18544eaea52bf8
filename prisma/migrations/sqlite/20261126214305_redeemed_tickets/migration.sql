-- CreateTable
CREATE TABLE "RedeemedTicket" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "expiresAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "RedeemedTicket_expiresAt_idx" ON "RedeemedTicket"("expiresAt");
