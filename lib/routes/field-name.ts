// Header names as careless servers read them. Pure, no Node built-ins.

/**
 * A header's name in the form in which names are compared: lower case, and `-` for whatever is neither letter nor digit.
 * CGI, WSGI and PHP hand `X-A`, `X_A` and `x.a` to a program under one name, `HTTP_X_A` (RFC 3875 section 4.1.18).
 */
export function foldedFieldName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "-");
}
