-- AlterTable
ALTER TABLE "Api" ADD COLUMN "retiresOn" TEXT;
ALTER TABLE "Api" ADD COLUMN "successorId" TEXT;
