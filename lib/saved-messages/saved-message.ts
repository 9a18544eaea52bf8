// Messages that people keep for trying an API: whose they are, who sees them, who may change them. Pure.
import { z } from "zod";
import { can, type Person } from "#lib/identity/role.ts";

/** Of one person, at one API. */
export const MAX_SAVED_MESSAGES = 200;
export const MAX_SAVED_CHARACTERS = 256 * 1024;

export const savedVisibilities = ["private", "shared"] as const;
export type SavedVisibility = (typeof savedVisibilities)[number];

/** How a body is written: as text with templates to fill in, as what is sent, or its bytes in digits. */
export const savedFormats = ["text", "verbatim", "hex", "base64"] as const;
export type SavedFormat = (typeof savedFormats)[number];

/** What a list shows of one; the body is fetched when it is wanted. */
export type SavedMessageFacts = {
  readonly id: string;
  readonly name: string;
  readonly visibility: SavedVisibility;
  /** Key of the message of the definition that it is meant to be; empty for none. */
  readonly messageKey: string;
  readonly ownerName: string;
  readonly isOwn: boolean;
  /** Whether this person may rename, write over, share and delete it. */
  readonly isChangeable: boolean;
};

export type SavedMessageBody = {
  readonly messageKey: string;
  readonly format: SavedFormat;
  readonly body: string;
};

const withoutNul = (text: string) => !text.includes("\0");

const name = z
  .string()
  .trim()
  .min(1, "Give it a name")
  .max(120, "A name can have at most 120 characters")
  .refine(withoutNul, "A name cannot contain NUL characters");
const body = z
  .string()
  .max(MAX_SAVED_CHARACTERS, "A message with more than 262,144 characters cannot be saved: send it as a file")
  .refine(withoutNul, "A text with NUL characters cannot be saved: write it as bytes");
const id = z.string().min(1).max(64);

export const keepMessageSchema = z.object({
  apiId: id,
  name,
  visibility: z.enum(savedVisibilities),
  messageKey: z.string().max(4000).refine(withoutNul),
  format: z.enum(savedFormats),
  body,
});
export type KeepMessage = z.output<typeof keepMessageSchema>;

/** Members that are left out stay as they are. */
export const changeSavedMessageSchema = keepMessageSchema.partial().extend({ apiId: id, id });
export type ChangeSavedMessage = z.output<typeof changeSavedMessageSchema>;

export const oneSavedMessageSchema = z.object({ apiId: id, id });
export const savedMessagesOfSchema = z.object({ apiId: id });

type Owned = { readonly ownerId: string; readonly visibility: string };

/** Private ones are their owner's alone, an admin's eyes included. */
export function canSeeSaved(person: Person, { ownerId, visibility }: Owned): boolean {
  return ownerId === person.id || (visibility === "shared" && can(person, "api:view"));
}

export function canChangeSaved(person: Person, saved: Owned): boolean {
  if (!can(person, "api:test")) return false;
  return saved.ownerId === person.id || (saved.visibility === "shared" && person.roles.includes("admin"));
}
