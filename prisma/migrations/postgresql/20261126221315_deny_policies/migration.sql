-- CreateTable
CREATE TABLE "DenyPolicy" (
    "id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "isOn" BOOLEAN NOT NULL DEFAULT true,
    "endsAt" TIMESTAMP(3),
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DenyPolicy_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DenyPolicy_createdAt_idx" ON "DenyPolicy"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "DenyPolicy_subject_value_key" ON "DenyPolicy"("subject", "value");
