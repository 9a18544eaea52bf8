// What the form for an account shows after an attempt. A password is never given back.

export type SignUpState = {
  readonly error: string | null;
  /** What is wrong, by field. */
  readonly problems: Readonly<Record<string, string>>;
  readonly typed: { readonly name: string; readonly username: string; readonly email: string };
};
