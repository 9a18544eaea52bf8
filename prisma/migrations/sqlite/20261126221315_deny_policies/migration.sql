-- CreateTable
CREATE TABLE "DenyPolicy" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "subject" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "isOn" BOOLEAN NOT NULL DEFAULT true,
    "endsAt" DATETIME,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateIndex
CREATE INDEX "DenyPolicy_createdAt_idx" ON "DenyPolicy"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "DenyPolicy_subject_value_key" ON "DenyPolicy"("subject", "value");
