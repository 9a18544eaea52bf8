-- AlterTable: added in place; rebuilding the table would only copy it.
ALTER TABLE "Api" ADD COLUMN "originalDefinition" TEXT;
ALTER TABLE "Api" ADD COLUMN "originalVersion" TEXT;
