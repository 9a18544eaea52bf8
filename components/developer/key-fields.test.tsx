// The fields that creating and editing a key share: what they show, what is read from them, and where a problem stands.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { changeKeySchema } from "#lib/credentials/api-keys/api-key.ts";
import { refuse } from "#lib/kernel/outcome.ts";
import { KeyNameField, KeyPlaceFields } from "./key-fields.tsx";
import { emptyKey, keyProblems, restrictionsOf, typedOf } from "./typed-key.ts";

const bound = {
  addresses: ["192.0.2.0/24", "2001:db8::/32"],
  originRule: { kind: "listed" as const, origins: ["https://shop.example", "https://*.example.com"] },
};
const open = { addresses: [], originRule: { kind: "any" as const } };

function draw(typed: typeof emptyKey, fields: Record<string, string[]> = {}): string {
  const refusal = { ...refuse("invalid", "Check the fields."), fields };
  const props = { typed, problems: keyProblems(refusal), set: () => {} };
  return renderToStaticMarkup(
    <>
      <KeyNameField {...props} />
      <KeyPlaceFields {...props} />
    </>,
  );
}

describe("the fields of a key", () => {
  it.each([
    ["bound to addresses and sites", bound],
    ["that may be used from everywhere", open],
  ])("read what they show of a key %s as it was", (_, restrictions) => {
    expect(restrictionsOf(typedOf({ name: "main", restrictions }))).toEqual(restrictions);
  });

  it("take commas, blanks and line breaks between entries", () => {
    const typed = { ...emptyKey, addresses: " 192.0.2.1,192.0.2.2\n 192.0.2.3 , " };
    expect(restrictionsOf(typed)).toEqual({ ...open, addresses: ["192.0.2.1", "192.0.2.2", "192.0.2.3"] });
  });

  it("show what the key has", () => {
    const markup = draw(typedOf({ name: "office", restrictions: bound }));
    for (const shown of [
      "office",
      "192.0.2.0/24, 2001:db8::/32",
      "https://shop.example, https://*.example.com",
    ])
      expect(markup).toContain(`value="${shown}"`);
  });

  it("tell each problem at its own field, in the place of the help", () => {
    const input = {
      keyId: "k",
      name: "x".repeat(81),
      restrictions: { addresses: ["192.0.2.300"], originRule: { kind: "listed", origins: ["shop"] } },
    };
    const issues = changeKeySchema.safeParse(input).error?.issues ?? [];
    const fields = Object.fromEntries(issues.map(({ path, message }) => [path.join("."), [message]]));
    const problems = Object.values(keyProblems({ ...refuse("invalid", ""), fields }));
    expect(problems).toEqual([
      "The name can have at most 80 characters",
      expect.stringContaining("neither an address nor a range"),
      expect.stringContaining("https://shop"),
    ]);
    const markup = draw(emptyKey, fields);
    expect(markup.match(/aria-invalid="true"/g)).toHaveLength(3);
    expect(markup).not.toContain("Addresses or ranges");
    expect(draw(emptyKey)).not.toContain('aria-invalid="true"');
  });
});
