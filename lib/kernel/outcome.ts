// What a command returns: its value, or a refusal that a form can show at the right field.

/** Messages by form field; the key `form` holds those that belong to none. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

export type Refusal = {
  readonly ok: false;
  /** Stable, for machines: `context_taken`, `stale`, `invalid`. */
  readonly code: string;
  /** One sentence for a person: what is wrong and what to do. */
  readonly message: string;
  readonly fields?: FieldErrors;
};

export type Outcome<Value> = { readonly ok: true; readonly value: Value } | Refusal;

export function done<Value>(value: Value): Outcome<Value> {
  return { ok: true, value };
}

export function refuse(code: string, message: string, field?: string): Refusal {
  return field === undefined
    ? { ok: false, code, message }
    : { ok: false, code, message, fields: { [field]: [message] } };
}
