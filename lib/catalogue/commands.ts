// Writes of who finds an API in the developer portal. It acts at once, and concerns no gateway.
import { apiGone } from "#lib/apis/gone-or-stale.ts";
import type { CommandContext } from "#lib/kernel/command-context.ts";
import { done, type Outcome } from "#lib/kernel/outcome.ts";
import type { ApiVisibility } from "./visibility.ts";

/** Sets who finds an API. Who has subscribed stays subscribed. Refusals: `not_found`. */
export async function saveVisibility(
  { db }: CommandContext,
  { apiId, visible }: { readonly apiId: string; readonly visible: ApiVisibility },
): Promise<Outcome<null>> {
  const { count } = await db.api.updateMany({
    where: { id: apiId },
    data: { visibility: visible.visibility, visibleTo: JSON.stringify(visible.visibleTo) },
  });
  return count === 0 ? apiGone : done(null);
}
