-- AlterTable
ALTER TABLE "IssuerIdentity" ADD COLUMN     "provenAt" TIMESTAMP(3),
ALTER COLUMN "value" DROP NOT NULL;
