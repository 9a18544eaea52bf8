// What a server or operation asks for: AsyncAPI 2 names schemes with scopes, AsyncAPI 3 refers to them, any one of which does.
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectAt,
  type Path,
  textAt,
} from "#lib/asyncapi/json-value.ts";
import { refToPath, resolveObject } from "#lib/asyncapi/local-ref.ts";
import type { ConversionNotes } from "./conversion-note.ts";

/** `document`: already of AsyncAPI 3, so that its schemes are. `path`: where the requirement stood. */
export function convertSecurity(
  document: JsonObject,
  security: JsonValue,
  path: Path,
  notes: ConversionNotes,
): JsonValue[] {
  if (!Array.isArray(security)) {
    notes.warning(
      "security",
      "Security is a list of what is asked for. This is none, and is left out.",
      path,
    );
    return [];
  }
  return security.filter(isJsonObject).flatMap((item): JsonValue[] => {
    const entries = Object.entries(item);
    if (entries.length > 1) {
      const names = entries.map(([name]) => name).join(" and ");
      const message = `${names} are asked for together. AsyncAPI 3 cannot say that: it takes any one of them.`;
      notes.warning("security-together", message, path);
    }
    if (entries.length === 0) {
      notes.warning("security-optional", "AsyncAPI 3 cannot say that credentials are optional.", path);
    }
    return entries.map(([name, scopes]) => requirement(document, name, scopes));
  });
}

function requirement(document: JsonObject, name: string, scopes: JsonValue): JsonValue {
  const ref = { $ref: refToPath(["components", "securitySchemes", name]) };
  const schemes = objectAt(document, ["components", "securitySchemes"]);
  const scheme = Object.hasOwn(schemes, name) ? resolveObject(document, schemes[name]) : {};
  const hasScopes = ["oauth2", "openIdConnect"].includes(textAt(scheme, ["type"]) ?? "");
  return hasScopes && Array.isArray(scopes) && scopes.length > 0 ? { ...scheme, scopes } : ref;
}
