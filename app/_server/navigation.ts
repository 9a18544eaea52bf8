// Where the bar of the portal leads, by what a person may do.
import "server-only";
import { expirySeverity, expirySummary } from "#components/developer/expiry-words.ts";
import type { NavigationEntry } from "#components/shell/app-shell.tsx";
import { countWords } from "#components/ui/quantity-words.ts";
import type { ExpiryAnnouncement } from "#lib/credentials/expiry/credential-expiry.ts";
import { can, type Person } from "#lib/identity/role.ts";

/** Of the pages for people who design and publish. */
export function publisherNavigation(person: Person): readonly NavigationEntry[] {
  return [
    ...(can(person, "api:view") ? [{ href: "/apis", label: "APIs" }] : []),
    ...(can(person, "plan:edit") ? [{ href: "/admin/plans", label: "Plans" }] : []),
    ...(can(person, "scope:share") ? [{ href: "/admin/scopes", label: "Scopes" }] : []),
    ...(can(person, "denyPolicy:edit") ? [{ href: "/admin/deny-policies", label: "Deny policies" }] : []),
    ...(can(person, "issuer:edit") ? [{ href: "/admin/issuers", label: "Issuers" }] : []),
    ...(can(person, "account:erase") ? [{ href: "/admin/people", label: "People" }] : []),
    { href: "/developer", label: "Developer portal" },
  ];
}

/** Of the developer portal; null is somebody who is not signed in. Credentials that end soon are told at the applications. */
export function developerNavigation(
  person: Person | null,
  expiry: ExpiryAnnouncement,
): readonly NavigationEntry[] {
  return [
    { href: "/developer/apis", label: "APIs" },
    ...(person && can(person, "application:own")
      ? [
          { href: "/developer/applications", label: "Applications", ...noticeOf(expiry) },
          { href: "/developer/teams", label: "Teams" },
        ]
      : []),
    ...(person && can(person, "api:view") ? [{ href: "/apis", label: "Publisher" }] : []),
  ];
}

function noticeOf(expiry: ExpiryAnnouncement): Pick<NavigationEntry, "notice"> {
  const [first] = expiry.credentials;
  if (!first) return {};
  const severity = expirySeverity[first.stage];
  return { notice: { count: countWords(expiry.total), words: expirySummary(expiry), severity } };
}

/** The page somebody begins with. */
export function homeOf(person: Person): string {
  return can(person, "api:view") ? "/apis" : "/developer";
}
