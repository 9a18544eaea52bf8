// Posting a page's form as a program does that attacks or that has no JavaScript: its head can say anything.

type Headers = Readonly<Record<string, string>>;
export type HiddenFields = readonly (readonly [name: string, value: string])[];

/** The hidden fields of the form at a URL: they name its action, and are the same for everybody. */
export async function readHiddenFields(url: string, headers: Headers = {}): Promise<HiddenFields> {
  const page = await (await fetch(url, { headers })).text();
  const fields = page.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?\/>/g);
  return [...fields].map(([, name = "", value = ""]) => [decodeHtml(name), decodeHtml(value)]);
}

/** Posts a form; redirects are not followed. */
export function postForm(
  url: string,
  hidden: HiddenFields,
  fields: Headers,
  headers: Headers = {},
): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of hidden) form.append(name, value);
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return fetch(url, { method: "POST", body: form, headers, redirect: "manual" });
}

function decodeHtml(html: string): string {
  return html.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
}
