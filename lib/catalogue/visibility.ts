// Who finds a published API in the developer portal. The rule is part of every query there, so that search, tags, a
// direct address and a subscription cannot tell of what a person may not see.
import { z } from "zod";
import { openStates } from "#lib/apis/lifecycle-state.ts";
import { can, isRole, type Person, type Role, roles } from "#lib/identity/role.ts";

export const visibilities = ["public", "signedIn", "roles"] as const;
export type Visibility = (typeof visibilities)[number];

/** Who finds an API; `visibleTo` counts for `roles` only. */
export type ApiVisibility = { readonly visibility: Visibility; readonly visibleTo: readonly Role[] };

export const visibilitySchema = z
  .object({ visibility: z.enum(visibilities), visibleTo: z.array(z.enum(roles)).max(roles.length) })
  .refine(({ visibility, visibleTo }) => visibility !== "roles" || visibleTo.length > 0, {
    path: ["visibleTo"],
    message: "Choose at least one role, or let everybody who is signed in find it.",
  });
export const saveVisibilitySchema = z.object({ apiId: z.string().min(1).max(64), visible: visibilitySchema });

/** Who looks: nobody who is signed in, or a person with roles. */
export type Viewer = Pick<Person, "id" | "roles"> | null;

/** An account's row as somebody who looks. */
export function viewerOf(row: {
  readonly id: string;
  readonly roles: readonly { readonly role: string }[];
}): NonNullable<Viewer> {
  return { id: row.id, roles: row.roles.map(({ role }) => role).filter(isRole) };
}

/** The condition of a query for what has readers at all: published, deprecated or not, and live in some environment. */
export function wherePublished() {
  return { state: { in: [...openStates] }, deployments: { some: {} } };
}

/** The condition of a query for what somebody finds: published, and meant for them. Who sees designs finds all of it. */
export function whereVisible(viewer: Viewer) {
  const published = wherePublished();
  if (viewer !== null && can(viewer, "api:view")) return published;
  const forAll: { visibility: string; visibleTo?: { contains: string } }[] = [{ visibility: "public" }];
  if (viewer === null) return { ...published, OR: forAll };
  // Roles are stored as a JSON array of words without quotes in them.
  const forRoles = viewer.roles.map((role) => ({
    visibility: "roles",
    visibleTo: { contains: `"${role}"` },
  }));
  return { ...published, OR: [...forAll, { visibility: "signedIn" }, ...forRoles] };
}

/** The same of one API whose visibility is known: whether somebody finds it once it is published. */
export function isMeantFor({ visibility, visibleTo }: ApiVisibility, viewer: NonNullable<Viewer>): boolean {
  if (visibility !== "roles" || can(viewer, "api:view")) return true;
  return viewer.roles.some((role) => visibleTo.includes(role));
}

/** What a row says; what it does not say well is for nobody but admins. */
export function readVisibility(row: {
  readonly visibility: string;
  readonly visibleTo: string;
}): ApiVisibility {
  const parsed = z
    .object({ visibility: z.enum(visibilities), visibleTo: z.array(z.enum(roles)) })
    .safeParse({ visibility: row.visibility, visibleTo: JSON.parse(row.visibleTo) });
  return parsed.success ? parsed.data : { visibility: "roles", visibleTo: [] };
}
