-- CreateTable
CREATE TABLE "KeptReading" (
    "apiId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "answer" BLOB NOT NULL,

    PRIMARY KEY ("apiId", "kind"),
    CONSTRAINT "KeptReading_apiId_fkey" FOREIGN KEY ("apiId") REFERENCES "Api" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
