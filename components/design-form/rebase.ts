// Two people saved one form: what I changed, put on top of what the other one saved. Pure.

export type Rebased<Values> = {
  readonly values: Values;
  /** Fields that both changed, to different values: mine are in `values`, theirs are only shown. */
  readonly collisions: readonly (keyof Values & string)[];
};

/** Takes each field from whoever changed it since `base`; where both did, mine, and the field is a collision. */
export function rebase<Values extends object>(base: Values, mine: Values, theirs: Values): Rebased<Values> {
  const fields = Object.keys(theirs) as (keyof Values & string)[]; // `Object.keys` forgets the type of its argument
  const collisions = fields.filter(
    (field) =>
      !isSame(mine[field], base[field]) &&
      !isSame(theirs[field], base[field]) &&
      !isSame(mine[field], theirs[field]),
  );
  const kept = fields.filter((field) => !isSame(mine[field], base[field]));
  return {
    values: { ...theirs, ...Object.fromEntries(kept.map((field) => [field, mine[field]])) },
    collisions,
  };
}

/** Same plain data. */
export function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
