// Signing in by a plain form post, as a program does that attacks or that has no JavaScript: its head can say anything.

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
  #hiddenFields: [name: string, value: string][] | null = null;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async post(
    username: string,
    password: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<SignInAnswer> {
    this.#hiddenFields ??= await readHiddenFields(this.#origin, headers);
    const form = new FormData();
    for (const [name, value] of this.#hiddenFields) form.append(name, value);
    form.set("username", username);
    form.set("password", password);
    const url = `${this.#origin}${signInPath}`;
    const response = await fetch(url, { method: "POST", body: form, headers, redirect: "manual" });
    return {
      status: response.status,
      location: response.headers.get("location"),
      setCookies: response.headers.getSetCookie(),
      strictTransportSecurity: response.headers.get("strict-transport-security"),
      text: await response.text(),
    };
  }
}

async function readHiddenFields(
  origin: string,
  headers: Readonly<Record<string, string>>,
): Promise<[name: string, value: string][]> {
  const response = await fetch(`${origin}${signInPath}`, { headers });
  const page = await response.text();
  const fields = page.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?\/>/g);
  return [...fields].map(([, name = "", value = ""]) => [decodeHtml(name), decodeHtml(value)]);
}

function decodeHtml(html: string): string {
  return html.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
}
