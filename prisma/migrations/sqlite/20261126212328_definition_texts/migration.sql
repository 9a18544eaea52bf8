-- CreateTable
CREATE TABLE "DefinitionText" (
    "apiId" TEXT NOT NULL,
    "etag" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "savedAt" DATETIME NOT NULL,

    PRIMARY KEY ("apiId", "etag"),
    CONSTRAINT "DefinitionText_apiId_fkey" FOREIGN KEY ("apiId") REFERENCES "Api" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
