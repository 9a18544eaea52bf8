-- AlterTable
ALTER TABLE "IssuerIdentity" ADD COLUMN "lastUsedAt" DATETIME;
ALTER TABLE "IssuerIdentity" ADD COLUMN "lastUsedFrom" TEXT;
