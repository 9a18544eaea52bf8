-- AlterTable
ALTER TABLE "Api" ADD COLUMN     "passRules" TEXT NOT NULL DEFAULT '{}';
