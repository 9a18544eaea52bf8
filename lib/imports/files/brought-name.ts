// Names of files that somebody brings, in a zip or one by one: paths within what was brought, in one spelling each.

/** Why no file may have a name, as what it is; null where it may. Names of folders end in a slash. */
export function nameProblem(name: string): string | null {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)) return "a name with a control character";
  if (name.includes("\\")) return "a name with a backslash";
  if (name.startsWith("/") || /^[a-z]:/i.test(name)) return "an absolute path";
  if (name.split("/").includes("..")) return "a path that leads out of it";
  return plainName(name) === "" && !name.endsWith("/") ? "a file without a name" : null;
}

/** One spelling for one place: without empty steps and `.`, and with `ü` as one character. */
export function plainName(name: string): string {
  const steps = name.split("/").filter((step) => step !== "" && step !== ".");
  return steps.join("/").normalize("NFC");
}

/** The name as a message can show it. */
export function shownName(name: string): string {
  return name.slice(0, 200).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}
