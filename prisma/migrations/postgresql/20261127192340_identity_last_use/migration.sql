-- AlterTable
ALTER TABLE "IssuerIdentity" ADD COLUMN     "lastUsedAt" TIMESTAMP(3),
ADD COLUMN     "lastUsedFrom" TEXT;
