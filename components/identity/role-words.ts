// What each role lets a person do, in a sentence.
import type { Role } from "#lib/identity/role.ts";

export const roleWords: Readonly<Record<Role, string>> = {
  creator: "Creates, designs, tests, deploys and deletes APIs.",
  publisher:
    "Tests, deploys and publishes APIs, writes their documentation, and decides who finds them, under which plans, and on subscriptions.",
  subscriber: "Has applications and teams, subscribes to APIs, and makes keys.",
  admin:
    "All of that, for everybody's APIs; and plans, shared scopes, deny policies, issuers, people and their roles.",
};
