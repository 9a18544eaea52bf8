-- What the list of APIs is sorted by: displayed name and path without case.
ALTER TABLE "Api" ADD COLUMN "nameKey" TEXT NOT NULL DEFAULT '', ADD COLUMN "pathKey" TEXT NOT NULL DEFAULT '';
UPDATE "Api" SET
  "nameKey" = lower(CASE WHEN "displayName" = '' THEN "name" ELSE "displayName" END),
  "pathKey" = lower("basePath");

CREATE INDEX "Api_state_id_idx" ON "Api"("state", "id");
CREATE INDEX "Api_nameKey_id_idx" ON "Api"("nameKey", "id");
CREATE INDEX "Api_pathKey_id_idx" ON "Api"("pathKey", "id");
CREATE INDEX "Api_createdBy_id_idx" ON "Api"("createdBy", "id");
