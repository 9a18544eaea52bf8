-- CreateTable
CREATE TABLE "KeptReading" (
    "apiId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "answer" BYTEA NOT NULL,

    CONSTRAINT "KeptReading_pkey" PRIMARY KEY ("apiId","kind")
);

-- AddForeignKey
ALTER TABLE "KeptReading" ADD CONSTRAINT "KeptReading_apiId_fkey" FOREIGN KEY ("apiId") REFERENCES "Api"("id") ON DELETE CASCADE ON UPDATE CASCADE;
