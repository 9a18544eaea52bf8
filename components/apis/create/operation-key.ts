// One key per intention: pressing again with the same content finds the first result, changed content is a new intention.
import type { CreateValues } from "./create-values.ts";

export type OperationKind = "create" | "createAndPublish";

/** What was sent last, and the key it went under. */
export type SentOperation = { readonly intention: string; readonly key: string };

type OperationStore = {
  readonly read: () => SentOperation | null;
  readonly keep: (sent: SentOperation) => void;
};

/**
 * Returns the key for a press of a button; it stays the same while kind and content do. `about` stands for content beside
 * the fields: another one is another intention. The store outlives the page, so
 * that after a lost answer and a reload the same press still finds what the first one made.
 */
export function operationKeys(
  newKey: () => string,
  store: OperationStore,
): (kind: OperationKind, values: CreateValues, about?: string) => string {
  let last = store.read() ?? { intention: "", key: "" };
  return (kind, values, about) => {
    const intention = JSON.stringify([
      kind,
      values.name,
      values.displayName,
      values.context,
      values.version,
      values.endpoint,
      values.template,
      ...(about === undefined ? [] : [about]),
    ]);
    if (intention !== last.intention) {
      last = { intention, key: newKey() };
      store.keep(last);
    }
    return last.key;
  };
}
