// Liveness of the portal, for supervisors and load balancers: 200 once it answers, 503 without a database.
import { getDb } from "#app/_server/db.ts";
import { isDatabaseGone } from "#lib/db/failure.ts";
import { getRoutingRevision } from "#lib/feed/repository.ts";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  try {
    await getRoutingRevision(getDb());
    return Response.json({ status: "ok" });
  } catch (error) {
    const status = isDatabaseGone(error) ? "database file gone or replaced" : "database out of reach";
    return Response.json({ status }, { status: 503 });
  }
}
