-- AlterTable
ALTER TABLE "Api" ADD COLUMN     "originalDefinition" TEXT,
ADD COLUMN     "originalVersion" TEXT;
