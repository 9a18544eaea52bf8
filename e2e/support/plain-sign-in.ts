// Signing in by a plain form post.
import { type HiddenFields, postForm, readHiddenFields } from "./form-post.ts";

const signInPath = "/sign-in";

export type SignInAnswer = {
  readonly status: number;
  readonly location: string | null;
  readonly setCookies: readonly string[];
  readonly strictTransportSecurity: string | null;
  readonly text: string;
};

/** Posts passwords to one portal. The form's hidden fields are read once: they are the same for everybody. */
export class PlainSignIn {
  readonly #origin: string;
  #hiddenFields: HiddenFields | null = null;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async post(
    username: string,
    password: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<SignInAnswer> {
    const url = `${this.#origin}${signInPath}`;
    this.#hiddenFields ??= await readHiddenFields(url, headers);
    const response = await postForm(url, this.#hiddenFields, { username, password }, headers);
    return {
      status: response.status,
      location: response.headers.get("location"),
      setCookies: response.headers.getSetCookie(),
      strictTransportSecurity: response.headers.get("strict-transport-security"),
      text: await response.text(),
    };
  }
}
