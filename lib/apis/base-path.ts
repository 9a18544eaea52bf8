// Where an API is exposed: its context with the version in its place (DESIGN.md section 5).

/** `/chats` → `/chats`; `chats/` → `/chats`: what a person typed, made canonical. */
export function normalizeContext(context: string): string {
  const trimmed = context.trim().replace(/\/+$/, "");
  return trimmed === "" || trimmed.startsWith("/") ? trimmed : `/${trimmed}`;
}

/** Path under which the gateway exposes an API: `{version}` replaced, or the version appended. */
export function basePathOf(context: string, version: string): string {
  const path = normalizeContext(context);
  return path.includes("{version}") ? path.replaceAll("{version}", version) : `${path}/${version}`;
}

/** Path of the default version: the context without any version segment. */
export function defaultBasePathOf(context: string): string {
  const segments = normalizeContext(context).split("/");
  return segments.filter((segment) => segment !== "{version}").join("/") || "/";
}
