// Where an application can go.
import { describe, expect, it } from "vitest";
import type { TeamMember } from "#lib/teams/team.ts";
import { listDestinations } from "./transfer-destinations.ts";

const person = (userId: string): TeamMember => ({
  userId,
  username: userId,
  name: userId,
  role: "owner",
  addedBy: "ann",
  addedAt: new Date(0),
});
const teams = [
  { id: "t1", name: "Shop", role: "owner" },
  { id: "t2", name: "Desk", role: "member" },
] as const;
const ann = { id: "ann", username: "ann" };

describe("an application", () => {
  it("of one's own goes to one's teams, and to nobody else", () => {
    const found = listDestinations({ owner: ann, team: null }, { personId: "ann", teams, members: [] });
    expect(found.map(({ to }) => to)).toEqual([
      { kind: "team", teamId: "t1" },
      { kind: "team", teamId: "t2" },
    ]);
  });

  it("of a team goes to another team, to the others of its own, and out of it", () => {
    const reach = { personId: "bob", teams, members: [person("ann"), person("bob"), person("cy")] };
    const found = listDestinations({ owner: ann, team: { id: "t1", name: "Shop" } }, reach);
    expect(found.map(({ label }) => label)).toEqual([
      "Team Desk",
      "bob (you), as its owner",
      "cy, as its owner",
      "Out of the team, to you",
    ]);
  });

  it("has nowhere to go while one is in no team", () => {
    expect(listDestinations({ owner: ann, team: null }, { personId: "ann", teams: [], members: [] })).toEqual(
      [],
    );
  });
});
