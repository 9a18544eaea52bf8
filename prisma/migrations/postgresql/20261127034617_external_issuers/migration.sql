-- CreateTable
CREATE TABLE "Issuer" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "applicationClaim" TEXT NOT NULL,
    "scopeClaim" TEXT NOT NULL,
    "algorithms" TEXT NOT NULL,
    "clockSkewSeconds" INTEGER NOT NULL,
    "isOn" BOOLEAN NOT NULL DEFAULT true,
    "keys" TEXT NOT NULL DEFAULT '[]',
    "refreshedAt" TIMESTAMP(3),
    "attemptedAt" TIMESTAMP(3),
    "problem" TEXT NOT NULL DEFAULT '',
    "isKeyWanted" BOOLEAN NOT NULL DEFAULT false,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Issuer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IssuerIdentity" (
    "id" TEXT NOT NULL,
    "issuerId" TEXT NOT NULL,
    "applicationId" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IssuerIdentity_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Issuer_nameKey_key" ON "Issuer"("nameKey");

-- CreateIndex
CREATE UNIQUE INDEX "Issuer_url_key" ON "Issuer"("url");

-- CreateIndex
CREATE INDEX "IssuerIdentity_applicationId_idx" ON "IssuerIdentity"("applicationId");

-- CreateIndex
CREATE UNIQUE INDEX "IssuerIdentity_issuerId_value_key" ON "IssuerIdentity"("issuerId", "value");

-- CreateIndex
CREATE UNIQUE INDEX "IssuerIdentity_issuerId_applicationId_key" ON "IssuerIdentity"("issuerId", "applicationId");

-- AddForeignKey
ALTER TABLE "IssuerIdentity" ADD CONSTRAINT "IssuerIdentity_issuerId_fkey" FOREIGN KEY ("issuerId") REFERENCES "Issuer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IssuerIdentity" ADD CONSTRAINT "IssuerIdentity_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE CASCADE ON UPDATE CASCADE;
