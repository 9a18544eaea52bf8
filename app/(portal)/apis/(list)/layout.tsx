// Asks for the permission outside the loading state, so that a refusal is a real 403. In a group of its own, so that
// the list's loading state covers no other page below /apis.
import type { ReactNode } from "react";
import { requirePermission } from "#app/_server/session.ts";

export default async function ApiListLayout({ children }: { children: ReactNode }) {
  await requirePermission("api:view");
  return children;
}
