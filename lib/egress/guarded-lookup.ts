// Puts an egress policy where it cannot be got round: between the resolver and the socket, so that the address which was
// judged is the one that is dialled (no second resolution, no rebinding). Pure: the resolver is the caller's.
import type { JudgeEgress } from "./egress-policy.ts";
import { parseIp } from "./ip-address.ts";

type Found = { readonly address: string; readonly family: number };
type Callback = (error: NodeJS.ErrnoException | null, address: string | Found[], family?: number) => void;
type Options = { readonly family?: unknown; readonly all?: boolean | undefined };

/** `dns.lookup` and what stands in for it. */
export type Lookup<Asked extends Options> = (hostname: string, options: Asked, callback: Callback) => void;

/** Code of the error that a guarded lookup gives where it has only forbidden addresses. */
export const EGRESS_FORBIDDEN = "EGRESS_FORBIDDEN";

/**
 * A lookup that gives only addresses which may be dialled. Node does not look up what is an address already: ask
 * {@link findForbidden} before.
 */
export function guardLookup<Asked extends Options>(lookup: Lookup<Asked>, judge: JudgeEgress): Lookup<Asked> {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const all = typeof found === "string" ? [] : found;
      if (error !== null || all.length === 0) {
        callback(error, all);
        return;
      }
      const allowed = all.filter(({ address }) => judge(hostname, address) === null);
      const [first] = allowed;
      if (first === undefined) callback(forbidden(judge(hostname, all[0]?.address ?? "") ?? ""), []);
      else if (options.all) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}

/** Why a host that is an address may not be dialled; null where it may, or is a name. */
export function findForbidden(judge: JudgeEgress, hostname: string): string | null {
  return parseIp(hostname) === null ? null : judge(hostname, hostname);
}

function forbidden(reason: string): NodeJS.ErrnoException {
  return Object.assign(new Error(reason), { code: EGRESS_FORBIDDEN });
}
