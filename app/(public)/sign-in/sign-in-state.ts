// What the sign-in form shows after an attempt.

export type SignInState = { readonly error: string | null; readonly username: string };
