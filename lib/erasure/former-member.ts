// Who is named where somebody was that has been erased.

export const formerMember = "a former member";
