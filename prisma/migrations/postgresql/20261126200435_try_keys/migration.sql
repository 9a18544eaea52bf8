-- AlterTable
ALTER TABLE "Credential" ADD COLUMN     "isTry" BOOLEAN NOT NULL DEFAULT false;
