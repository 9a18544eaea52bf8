// Reads of deny policies.
import type { DbReader } from "#lib/db/db.ts";
import { denySubjects } from "#lib/routes/deny-record.ts";
import { type DenyPolicy, MAX_DENY_POLICIES } from "./deny-policy.ts";

/** All policies, the newest first. */
export async function listDenyPolicies(db: DbReader): Promise<readonly DenyPolicy[]> {
  const rows = await db.denyPolicy.findMany({
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: MAX_DENY_POLICIES,
  });
  return rows.flatMap(({ value: _value, subject: kind, ...row }) => {
    const subject = denySubjects.find((it) => it === kind);
    return subject === undefined ? [] : [{ ...row, subject }];
  });
}
