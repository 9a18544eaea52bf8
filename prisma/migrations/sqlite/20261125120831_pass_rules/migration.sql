-- AlterTable: added in place; rebuilding the table, as the diff proposes, would only copy it.
ALTER TABLE "Api" ADD COLUMN "passRules" TEXT NOT NULL DEFAULT '{}';
