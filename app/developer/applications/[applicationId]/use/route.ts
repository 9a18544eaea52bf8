// How the subscriptions of an application stand and what they have used of their quotas: /developer/applications/{id}/use,
// asked by its page while somebody looks at it. Somebody else's is not found.
import { notFound } from "next/navigation";
import { getDb } from "#app/_server/db.ts";
import { requirePermission } from "#app/_server/session.ts";
import type { ApplicationUse } from "#components/developer/subscription-section.tsx";
import { findApplication } from "#lib/applications/repository.ts";
import { listOwnSubscriptions } from "#lib/subscriptions/repository.ts";

type Context = { readonly params: Promise<{ readonly applicationId: string }> };

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const person = await requirePermission("application:own");
  const query = { applicationId: (await params).applicationId, personId: person.id };
  if (!(await findApplication(getDb(), query))) notFound();
  const subscriptions = await listOwnSubscriptions(getDb(), { ...query, now: new Date() });
  const use: ApplicationUse = Object.fromEntries(
    subscriptions.map(({ id, state, blocked, plan, note, quotas }) => [
      id,
      { state, blocked, plan, note, quotas },
    ]),
  );
  return Response.json(use, { headers: { "cache-control": "no-store" } });
}
