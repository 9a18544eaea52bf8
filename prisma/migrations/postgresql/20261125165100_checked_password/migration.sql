-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "checkedPassword" TEXT;
