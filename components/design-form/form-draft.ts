// State of a settings form between saves: what it started from, what is in the fields, and what happens when somebody else
// saved meanwhile. Pure; the hook around it is use-design-form.ts.
import { isSame, rebase } from "./rebase.ts";

/** What the server has. `etag` counts up with every save of the API. */
export type Saved<Values> = { readonly etag: number; readonly values: Values };

/** Something a person should know about what is in the fields. */
export type DraftNotice<Values> =
  | { readonly kind: "restored" }
  | {
      readonly kind: "merged";
      readonly collisions: readonly (keyof Values & string)[];
      readonly theirs: Values;
      /** What both changed, as it was before. */
      readonly ancestor: Values;
    };

export type FormDraft<Values> = {
  /** Version the next save starts from, and its values. */
  readonly base: Saved<Values>;
  readonly values: Values;
  readonly notice: DraftNotice<Values> | null;
};

export function cleanDraft<Values>(saved: Saved<Values>): FormDraft<Values> {
  return { base: saved, values: saved.values, notice: null };
}

export function isDirty<Values>(draft: FormDraft<Values>): boolean {
  return !isSame(draft.values, draft.base.values);
}

/**
 * The draft once the server's version is known to be `latest`. Unchanged fields follow it; changed ones stay, and fields
 * that both changed are named in the notice. Gives back the same object where there is nothing new.
 */
export function followServer<Values extends object>(
  draft: FormDraft<Values>,
  latest: Saved<Values>,
): FormDraft<Values> {
  if (latest.etag < draft.base.etag) return draft; // the page has not caught up with our own save yet
  if (!isDirty(draft)) return isSame(draft.base, latest) ? draft : cleanDraft(latest);
  if (latest.etag === draft.base.etag) return draft;
  // Other settings of the API were saved, none of this form: there is nothing to merge, and nothing to tell.
  if (isSame(latest.values, draft.base.values)) return { ...draft, base: latest };
  const { values, collisions } = rebase(draft.base.values, draft.values, latest.values);
  const open = new Set([...collisions, ...openFields(draft)]);
  const texts = { mine: values, theirs: latest.values, ancestor: ancestorOf(draft) };
  return { base: latest, values, notice: mergedNotice([...open], texts) };
}

/** What the values were made of: for a field that is to be settled still, an older version than the server's. */
function ancestorOf<Values extends object>(draft: FormDraft<Values>): Values {
  const { base, notice } = draft;
  if (notice?.kind !== "merged") return base.values;
  const open = openFields(draft).map((field) => [field, notice.ancestor[field]]);
  return { ...base.values, ...Object.fromEntries(open) };
}

/** Fields that both changed and nobody has settled yet. */
function openFields<Values>({ notice }: FormDraft<Values>): readonly (keyof Values & string)[] {
  return notice?.kind === "merged" ? notice.collisions : [];
}

type ThreeVersions<Values> = { readonly mine: Values; readonly theirs: Values; readonly ancestor: Values };

function mergedNotice<Values>(
  fields: readonly (keyof Values & string)[],
  { mine, theirs, ancestor }: ThreeVersions<Values>,
): DraftNotice<Values> {
  const collisions = fields.filter(
    (field) => !isSame(mine[field], theirs[field]) && !isSame(ancestor[field], theirs[field]),
  );
  return { kind: "merged", collisions, theirs, ancestor };
}

/**
 * Puts values into the form that are to be settled against the server's. `ancestor` is what they were made of: a field where
 * it is the server's has nothing of theirs that could be lost, and is settled.
 */
export function contest<Values extends object>(
  draft: FormDraft<Values>,
  patch: Partial<Values>,
  ancestor: Partial<Values>,
): FormDraft<Values> {
  const values = { ...draft.values, ...patch };
  const fields = Object.keys(patch) as (keyof Values & string)[]; // `Object.keys` forgets the type of its argument
  const theirs = draft.base.values;
  const versions = { mine: values, theirs, ancestor: { ...theirs, ...ancestor } };
  return { ...draft, values, notice: mergedNotice(fields, versions) };
}

/** The draft after a save of `sent`; what was typed while it was under way stays a change. */
export function acceptSave<Values extends object>(
  draft: FormDraft<Values>,
  sent: Values,
  etag: number,
): FormDraft<Values> {
  return { base: { etag, values: sent }, values: draft.values, notice: null };
}

/** One field of those that both changed: mine stays in the form, or theirs takes its place. Either way it is settled. */
export function settleField<Values extends object>(
  draft: FormDraft<Values>,
  field: keyof Values & string,
  choice: "mine" | "theirs",
): FormDraft<Values> {
  const { notice } = draft;
  if (notice?.kind !== "merged") return draft;
  const collisions = notice.collisions.filter((open) => open !== field);
  const values = choice === "theirs" ? { ...draft.values, [field]: notice.theirs[field] } : draft.values;
  return { ...draft, values, notice: { ...notice, collisions } };
}

/**
 * What a tab keeps of a draft. The fields that are still to be settled go with it: its base is the other person's save
 * already, and without them a reload would make a conflict look like text that nobody else has touched.
 */
export function storable<Values extends object>(
  draft: FormDraft<Values>,
  withoutSecrets: (values: Values) => Values,
): object {
  const { etag, values } = draft.base;
  return {
    base: { etag, values: withoutSecrets(values) },
    values: withoutSecrets(draft.values),
    collisions: openFields(draft),
    ancestor: withoutSecrets(ancestorOf(draft)),
  };
}

/** A draft out of the tab's storage on top of what the server has now; null where it is none, or holds no change. */
export function reviveDraft<Values extends object>(
  stored: unknown,
  latest: Saved<Values>,
): FormDraft<Values> | null {
  if (!isStored(stored, latest.values)) return null;
  const { base, values, collisions, ancestor } = stored;
  const fields = Object.keys(latest.values) as (keyof Values & string)[]; // `Object.keys` forgets the type of its argument
  const open = fields.filter((field) => Array.isArray(collisions) && collisions.includes(field));
  const notice =
    open.length > 0 && isLike(ancestor, latest.values)
      ? mergedNotice(open, { mine: values, theirs: base.values, ancestor })
      : ({ kind: "restored" } as const);
  const draft: FormDraft<Values> = { base, values, notice };
  const current = followServer(draft, latest);
  return isDirty(current) ? current : null;
}

/** Stored data is only believed where it has the fields of this form, each of the right kind. */
function isStored<Values extends object>(
  stored: unknown,
  like: Values,
): stored is { base: Saved<Values>; values: Values; collisions?: unknown; ancestor?: unknown } {
  if (!isRecord(stored) || !isRecord(stored.base)) return false;
  return (
    typeof stored.base.etag === "number" && isLike(stored.values, like) && isLike(stored.base.values, like)
  );
}

function isLike<Values extends object>(value: unknown, like: Values): value is Values {
  if (!isRecord(value)) return false;
  return Object.entries(like).every(
    ([key, example]) =>
      typeof value[key] === typeof example && Array.isArray(value[key]) === Array.isArray(example),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
