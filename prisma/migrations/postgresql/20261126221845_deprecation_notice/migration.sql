-- AlterTable
ALTER TABLE "Api" ADD COLUMN     "retiresOn" TEXT,
ADD COLUMN     "successorId" TEXT;
