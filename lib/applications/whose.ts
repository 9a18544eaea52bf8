// Whose an application is, as a condition of every query for one: who has left a team finds nothing at once. Pure.

/** The condition for the applications that a person sees and uses: their own, and those of their teams. */
export function whereMine(personId: string) {
  return { OR: [{ ownerId: personId }, { team: { members: { some: { userId: personId } } } }] };
}

/** The same for those that they may transfer and delete: their own, and those of teams that they own. */
export function whereOwned(personId: string) {
  const isOwner = { userId: personId, role: "owner" };
  return { OR: [{ ownerId: personId }, { team: { members: { some: isOwner } } }] };
}
