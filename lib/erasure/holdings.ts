// What somebody has when they are erased, and what of it stands in the way. Pure.
import { type Refusal, refuse } from "#lib/kernel/outcome.ts";

export type HeldApplication = {
  readonly id: string;
  readonly name: string;
  readonly subscriptions: number;
};

export type HeldTeam = {
  readonly id: string;
  readonly name: string;
  /** Of the team, whoever answers for them. */
  readonly applications: number;
  /** The other owner who has been there for longest; null where there is none. */
  readonly nextOwner: { readonly id: string; readonly username: string } | null;
};

export type Holdings = {
  /** One of evaluation mode, in that mode: everybody signs in with it, and every start makes it anew. */
  readonly isKeptDemo: boolean;
  readonly isOnlyAdmin: boolean;
  /** Theirs alone: of no team. */
  readonly applications: readonly HeldApplication[];
  readonly teams: readonly HeldTeam[];
};

/** What has to be settled first, as long as nobody is named who gets what is theirs. */
export function obstaclesOf({ isKeptDemo, isOnlyAdmin, applications, teams }: Holdings): Holdings {
  return {
    isKeptDemo,
    isOnlyAdmin,
    applications: applications.filter(({ subscriptions }) => subscriptions > 0),
    teams: teams.filter((team) => team.nextOwner === null && team.applications > 0),
  };
}

/** Whether there is anything that `obstaclesOf` found. */
export function isHindered({ isKeptDemo, isOnlyAdmin, applications, teams }: Holdings): boolean {
  return isKeptDemo || isOnlyAdmin || applications.length > 0 || teams.length > 0;
}

type Leaving = { readonly username: string; readonly hasHeir: boolean };

/** Why somebody with these is not erased: `demo_account`, `last_admin`, and without an heir `only_owner` and `has_subscriptions`. */
export function refuseErasure(holdings: Holdings, { username, hasHeir }: Leaving): Refusal | null {
  const { isKeptDemo, isOnlyAdmin, applications, teams } = obstaclesOf(holdings);
  if (isKeptDemo) {
    return refuse(
      "demo_account",
      `${username} is a demo account: evaluation mode lives by it, and would make it anew at its next start.`,
    );
  }
  if (isOnlyAdmin) return refuse("last_admin", `${username} is the only admin: make another one first.`);
  if (hasHeir) return null;
  if (teams.length > 0) {
    const message = `${username} is the only owner of teams with applications: ${namesOf(teams)}. Choose who owns them from now on.`;
    return refuse("only_owner", message, "newOwner");
  }
  if (applications.length > 0) {
    const message = `${username} owns applications with subscriptions: ${namesOf(applications)}. Choose who owns them from now on.`;
    return refuse("has_subscriptions", message, "newOwner");
  }
  return null;
}

function namesOf(things: readonly { readonly name: string }[]): string {
  return things.map(({ name }) => name).join(", ");
}
