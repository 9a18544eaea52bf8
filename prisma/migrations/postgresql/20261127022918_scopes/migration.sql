-- AlterTable
ALTER TABLE "Credential" ADD COLUMN     "scopes" TEXT NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "Scope" (
    "id" TEXT NOT NULL,
    "familyId" TEXT,
    "name" TEXT NOT NULL,
    "displayName" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "roles" TEXT NOT NULL DEFAULT '[]',
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Scope_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Scope_name_key" ON "Scope"("name");

-- CreateIndex
CREATE INDEX "Scope_familyId_idx" ON "Scope"("familyId");

-- AddForeignKey
ALTER TABLE "Scope" ADD CONSTRAINT "Scope_familyId_fkey" FOREIGN KEY ("familyId") REFERENCES "ApiFamily"("id") ON DELETE CASCADE ON UPDATE CASCADE;
