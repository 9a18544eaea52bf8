// A definition full of scripts, written by one person and read by another: it stays text, in every place it is shown.
import { expect, type Page } from "@playwright/test";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApi } from "./support/test-apis.ts";

/** The pages' policy would stop most scripts; without it the pages have to be right by themselves. */
test.use({ bypassCSP: true });

/** The ways into a page that a text can try; each calls `ran` with where it stood. */
function attack(where: string): string {
  const call = `ran(\\"${where}\\")`;
  const quoted = `ran('${where}')`;
  return [
    `<script>${quoted}</script>`,
    `</script></title></textarea></style><script>${quoted}</script>`,
    `<img src='/nowhere.png' onerror="${quoted}">`,
    `"><svg onload="${quoted}">`,
    `<iframe srcdoc="<script>parent.${quoted}</script>"></iframe>`,
    `[a link](javascript:${quoted}) ![a picture](x" onerror="${quoted})`,
    `<a href="javascript:${quoted}">a link</a> <javascript:${quoted}>`,
    `\`${call}\` **<b onmouseover="${quoted}">strong</b>** {{constructor.constructor("${quoted}")()}}`,
    `<script>alert(document.cookie)</script>`,
  ].join("\n");
}

const url = (where: string) => `javascript:ran('${where}')`;

const room = "<img src=x onerror=ran('key')>";

const hostile = {
  asyncapi: "3.0.0",
  info: {
    title: `Title ${attack("title")}`,
    version: `1.0.0 ${attack("version")}`,
    description: `Read me. ${attack("description")}`,
    termsOfService: url("terms"),
    contact: { name: attack("contact"), url: url("contact-url"), email: "who@sluice.example" },
    license: { name: attack("license"), url: url("license-url") },
    tags: [{ name: attack("tag"), externalDocs: { url: url("tag-docs") } }],
    externalDocs: { url: url("docs"), description: attack("docs") },
  },
  defaultContentType: `application/json${attack("content type")}`,
  channels: {
    [room]: {
      address: "/rooms/{room}",
      title: attack("channel title"),
      description: attack("channel"),
      parameters: {
        room: {
          description: attack("parameter"),
          enum: [attack("value")],
          default: attack("preset"),
          examples: [attack("parameter example")],
        },
      },
      messages: {
        said: {
          name: attack("message name"),
          title: attack("message title"),
          summary: attack("message summary"),
          description: attack("message"),
          payload: {
            type: "object",
            required: [attack("required")],
            properties: {
              [attack("property")]: {
                type: "string",
                description: attack("property text"),
                enum: [attack("property value")],
                pattern: attack("pattern"),
              },
            },
          },
          examples: [
            { name: attack("example"), summary: attack("example text"), payload: attack("payload") },
          ],
        },
      },
    },
    all: { address: "/*" },
  },
  operations: {
    hear: {
      action: "send",
      title: attack("operation title"),
      summary: attack("operation summary"),
      description: attack("operation"),
      channel: { $ref: `#/channels/${encodeURIComponent(room)}` },
    },
    sayAll: { action: "receive", channel: { $ref: "#/channels/all" } },
  },
};

/** Replaces the text of the editor, as pasting does. */
async function paste(page: Page, label: string, text: string): Promise<void> {
  const editor = page.getByRole("textbox", { name: label });
  await editor.click();
  await page.keyboard.press("ControlOrMeta+A");
  await editor.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** Everything that a script could have left: what ran, and which dialogs came up. */
async function listenFor(page: Page): Promise<string[]> {
  const heard: string[] = [];
  await page.exposeFunction("ran", (where: string) => heard.push(where));
  page.on("dialog", (dialog) => {
    heard.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return heard;
}

/** What only markup out of the definition can have brought: the product's own pages have none of it. */
function listIntruders(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const marked = document.querySelectorAll("iframe, object, embed, [onerror], [onload], [onmouseover]");
    const links = [...document.querySelectorAll("a")].filter(
      ({ href }) => !/^(https?:|mailto:|$)/.test(href),
    );
    return [...marked, ...links].map((element) => element.outerHTML.slice(0, 200));
  });
}

test("a hostile definition runs nothing for the next person, whose session cannot be read", async ({
  page,
  openAs,
  db,
}) => {
  const api = await makeApi(db, "Hostile text");
  await signIn(page, "creator", `/apis/${api.id}/definition`);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await paste(page, "AsyncAPI definition, YAML", JSON.stringify(hostile, null, 2));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. Deploy to make it live.")).toBeVisible();

  const reader = await openAs("admin");
  const heard = await listenFor(reader);
  await reader.goto(`/apis/${api.id}/definition`);
  const looks: [string, () => Promise<void>][] = [
    ["source", () => expect(reader.getByRole("textbox", { name: "Design, YAML" })).toContainText("ran(")],
    [
      "documentation",
      async () => {
        await reader.getByRole("tab", { name: "Documentation" }).click();
        // Its title is the API's name.
        await expect(reader.getByRole("heading", { name: `${api.name} 1.0.0` })).toBeVisible();
        await expect(reader.getByRole("tabpanel", { name: "Documentation" })).toContainText(
          "ran('description')",
        );
        await expect(reader.getByRole("tabpanel", { name: "Documentation" })).toContainText(
          "ran('operation summary')",
        );
        await expect(reader.getByRole("tabpanel", { name: "Documentation" })).toContainText(
          "ran('property text')",
        );
      },
    ],
    ...["Topics", "Runtime", "Overview"].map((section): [string, () => Promise<void>] => [
      section,
      async () => {
        await reader.getByRole("link", { name: section, exact: true }).click();
        await expect(reader.getByRole("heading", { level: 1, name: section })).toBeVisible();
        await expect(reader.locator("main")).toContainText("/rooms/{room}");
      },
    ]),
  ];
  for (const [place, look] of looks) {
    await test.step(place, look);
    expect.soft(await listIntruders(reader), place).toEqual([]);
  }

  // What does run in the page is heard, and finds no session to take away.
  const readable = await reader.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", `<img src="/nowhere.png" onerror="ran('control')">`);
    const stored = [localStorage, sessionStorage].map((storage) => JSON.stringify(storage));
    return [document.cookie, ...stored, document.documentElement.outerHTML].join("\n");
  });
  await expect.poll(() => heard).toEqual(["control"]);
  const session = (await reader.context().cookies()).find(({ name }) =>
    name.endsWith("sluice.session_token"),
  );
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  const token = decodeURIComponent(session?.value ?? "").split(".")[0] ?? "";
  expect(token.length).toBeGreaterThan(20);
  expect(readable).not.toContain(token);

  const download = await reader.request.get(`/apis/${api.id}/definition/download`);
  expect(await download.text()).toContain("ran('description')");
  expect(download.headers()).toMatchObject({
    "content-disposition": expect.stringMatching(/^attachment; /),
    "x-content-type-options": "nosniff",
  });
});
