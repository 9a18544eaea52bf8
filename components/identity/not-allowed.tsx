// The 403 page: which role is needed, which ones the person has, and who can help.
import Button from "@mui/material/Button";
import type { ReactNode } from "react";
import { StatusPage } from "#components/ui/status-page.tsx";
import { can, type Permission, type Person, type Role, roles } from "#lib/identity/role.ts";

type NotAllowedProps = {
  person: Pick<Person, "username" | "roles"> | null;
  /** What was missing; null where the page does not know. */
  permission: Permission | null;
  /** "create APIs", "open this page". */
  what: string;
};

export function NotAllowed({ person, permission, what }: NotAllowedProps) {
  const needed = permission ? roles.filter((role) => can({ roles: [role] }, permission)) : [];
  const canSeeApis = person !== null && can(person, "api:view");
  return (
    <StatusPage
      code="403"
      title={`You may not ${what}`}
      action={
        canSeeApis ? (
          <Button variant="contained" href="/apis">
            Back to the APIs
          </Button>
        ) : null
      }
    >
      {/* The page's own title may have come before the refusal did; React puts this one in front of it. */}
      <title>Not allowed · Sluice</title>
      {needed.length > 0 ? <p>This needs the role {eitherOf(needed)}.</p> : null}
      {person ? <p>{whoYouAre(person)}</p> : null}
      <p>
        An admin can give you a role, on the page People. It takes effect at once; there is no need to sign in
        again.
      </p>
    </StatusPage>
  );
}

function eitherOf(roles: readonly Role[]): ReactNode {
  return roles.map((role, position) => (
    <span key={role}>
      {position === 0 ? "" : position === roles.length - 1 ? " or " : ", "}
      <strong>{role}</strong>
    </span>
  ));
}

function whoYouAre(person: Pick<Person, "username" | "roles">): ReactNode {
  const own =
    person.roles.length === 0 ? "no role yet" : `the ${person.roles.length === 1 ? "role" : "roles"} `;
  return (
    <>
      You are signed in as <strong>{person.username}</strong> with {own}
      <strong>{person.roles.join(", ")}</strong>.
    </>
  );
}
