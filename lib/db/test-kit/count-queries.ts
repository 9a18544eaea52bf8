// How often a database is asked.
import type { Db, DbReader } from "../db.ts";

/** How many queries some work asks; those of relations that go with one count with it. */
export async function countQueries(db: Db, work: (counted: DbReader) => Promise<unknown>): Promise<number> {
  let asked = 0;
  const counted = db.$extends({
    query: {
      $allOperations: ({ args, query }) => {
        asked += 1;
        return query(args);
      },
    },
  });
  await work(counted as unknown as DbReader); // The same client, which Prisma types as another.
  return asked;
}
