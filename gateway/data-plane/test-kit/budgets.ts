// A worker's budgets with somebody to lease them, for tests: all of each, or what the test says.
import type { Budget, GoesBy, Lease, LeaseCall } from "#gateway/contract.ts";
import type { BudgetAccount } from "#gateway/data-plane/limits/budget-account.ts";
import { GatewayBudgets } from "#gateway/data-plane/limits/gateway-budgets.ts";

/** All of a budget, to the only one who wants it. */
export function wholeOf({ capacity }: Budget): Lease {
  return { tokens: capacity, fairShare: capacity, sharers: 1 };
}

type Holder = Pick<GatewayBudgets, "find" | "available"> & {
  spend(account: BudgetAccount, amount: number): unknown;
};

/** What may be taken of a budget that is open. */
export function available(holder: Holder, key: string, nowMs: number): number {
  return holder.available(known(holder, key), nowMs);
}

/** Takes so much of it, and returns what whoever holds it says to that. */
export function spend(holder: Holder, key: string, amount: number): unknown {
  return holder.spend(known(holder, key), amount);
}

function known(holder: Holder, key: string): BudgetAccount {
  const account = holder.find(key);
  if (account === null) throw new Error(`${key} is not open`);
  return account;
}

/** Budgets whose clock goes on by 50 ms with each round of calls, which it returns. */
export function leasedBudgets() {
  let nowMs = 0;
  const budgets = new GatewayBudgets({ now: () => nowMs, unixNow: () => nowMs, onWanting: () => {} });
  const round = (
    leaseOf: (call: LeaseCall) => Lease | null = ({ budget }) => wholeOf(budget),
    goesBy: GoesBy = "shared",
  ): LeaseCall[] => {
    nowMs += 50;
    const calls = budgets.takeCalls();
    budgets.hear(calls.map(leaseOf), goesBy);
    return calls;
  };
  return { budgets, round, now: () => nowMs };
}
