-- CreateTable
CREATE TABLE "RedeemedTicket" (
    "id" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RedeemedTicket_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RedeemedTicket_expiresAt_idx" ON "RedeemedTicket"("expiresAt");
