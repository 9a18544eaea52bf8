-- CreateTable
CREATE TABLE "DefinitionText" (
    "apiId" TEXT NOT NULL,
    "etag" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "savedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DefinitionText_pkey" PRIMARY KEY ("apiId","etag")
);

-- AddForeignKey
ALTER TABLE "DefinitionText" ADD CONSTRAINT "DefinitionText_apiId_fkey" FOREIGN KEY ("apiId") REFERENCES "Api"("id") ON DELETE CASCADE ON UPDATE CASCADE;
