// What no advice to consumers may name: pages of the publisher, an operator's settings and logs, facts that only the
// publisher's record shows. For tests.

/** Matches a page by name ("the Runtime page"), and what only those see who run an API or a gateway. */
export const publishersOwn =
  /\b[A-Z]\w+ pages?\b|\bDeny policies\b|TRUST_PROXY|\bown log\b|gateway's log|\b(?:its|their) logs?\b|\b(?:below|above)\b|\bcertificates\b/;
