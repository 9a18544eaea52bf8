-- AlterTable
ALTER TABLE "IssuerIdentity" ADD COLUMN     "environment" TEXT NOT NULL DEFAULT 'production';
