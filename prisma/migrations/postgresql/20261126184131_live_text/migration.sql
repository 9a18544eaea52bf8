-- AlterTable
ALTER TABLE "Deployment" ADD COLUMN     "searchText" TEXT NOT NULL DEFAULT '';
