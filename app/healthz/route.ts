// Liveness of the portal, for supervisors and load balancers: 200 once it answers, 503 without a database.
import { getDb } from "#app/_server/db.ts";
import { getRoutingRevision } from "#lib/feed/repository.ts";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  try {
    await getRoutingRevision(getDb());
    return Response.json({ status: "ok" });
  } catch {
    return Response.json({ status: "database out of reach" }, { status: 503 });
  }
}
