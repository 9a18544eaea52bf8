// Ten people who open, edit and save documents of 200 KB and look at their topics, all at a time and without a pause: how long
// any task keeps the portal's event loop from everybody else. One save is made in Chromium; what it sent is sent again for the
// others, because ten browsers would take the processors that the portal is measured on.
import type { Browser } from "@playwright/test";
import { z } from "zod";
import { formatTable, verdict } from "#gateway/bench/text-table.ts";
import { demoPassword } from "#lib/identity/demo-accounts.ts";
import { PlainSignIn } from "../support/plain-sign-in.ts";
import { saveWith, withEditor } from "./editor.ts";
import type { LoopFigures } from "./loop-figures.ts";
import type { Session } from "./page-scripts.ts";
import type { PortalUnderTest } from "./portal-under-test.ts";

const TARGET_MS = 50;
const PEOPLE = 10;
const DOCUMENT = "200 KB, made";
/** Of what a browser sends with a save, what the portal heeds. */
const HEADERS = ["accept", "content-type", "next-action", "next-router-state-tree", "origin"];

/** The first round is not counted: the code is new to the engine, and nobody has read the texts. */
export async function measurePeople(
  portal: PortalUnderTest,
  browser: Browser,
  session: Session,
  rounds: number,
): Promise<string> {
  const apiIds = portal.documents.find(({ name }) => name === DOCUMENT)?.apiIds.slice(0, PEOPLE) ?? [];
  const [first] = apiIds;
  if (first === undefined || apiIds.length < PEOPLE) throw new Error(`${DOCUMENT}: too few APIs have it`);
  const save = await captureSave(browser, session, `${portal.url}/apis/${first}/definition`);
  const signedIn = new PlainSignIn(portal.url);
  const people: Person[] = [];
  for (const [index, apiId] of apiIds.entries())
    people.push(new Person(portal, await signInAnew(portal, signedIn, `creator${index}`), apiId, save));
  await workTogether(portal, people, 1);
  // Whoever works alone shows single tasks; those of several people may come without a pause between them.
  const alone = await workTogether(portal, people.slice(0, 1), rounds);
  const together = await workTogether(portal, people, rounds);
  return tableOf({ "one person": alone, [`${PEOPLE} people at a time`]: together }, rounds);
}

async function workTogether(
  portal: PortalUnderTest,
  people: readonly Person[],
  rounds: number,
): Promise<LoopFigures> {
  await portal.readLoop();
  for (let round = 1; round <= rounds; round += 1) await Promise.all(people.map((person) => person.work()));
  return portal.readLoop();
}

type Save = {
  readonly headers: Readonly<Record<string, string>>;
  readonly input: z.infer<typeof inputSchema>;
};

/** The argument of the server action that saves a definition. */
const inputSchema = z.looseObject({ apiId: z.string(), etag: z.number(), text: z.string() });

async function captureSave(browser: Browser, session: Session, url: string): Promise<Save> {
  await using context = await browser.newContext({ storageState: session });
  const page = await context.newPage();
  await withEditor(page, url);
  const sent = page.waitForRequest((request) => request.postData()?.includes("# first") ?? false);
  await saveWith(page, "# first\n");
  const request = await sent;
  const headers = Object.entries(await request.allHeaders()).filter(([name]) => HEADERS.includes(name));
  const [input] = z.tuple([inputSchema]).parse(JSON.parse(request.postData() ?? ""));
  return { headers: Object.fromEntries(headers), input };
}

/** The Cookie header of a creator whom nobody else is. */
async function signInAnew(portal: PortalUnderTest, form: PlainSignIn, username: string): Promise<string> {
  await portal.addCreator(username);
  const { status, setCookies } = await form.post(username, demoPassword, { origin: portal.url });
  if (setCookies.length === 0) throw new Error(`${username} is not signed in: status ${status}`);
  return setCookies.map((cookie) => cookie.split(";", 1)[0] ?? "").join("; ");
}

class Person {
  readonly #portal: PortalUnderTest;
  readonly #cookie: string;
  readonly #apiId: string;
  readonly #save: Save;
  #line = 0;

  constructor(portal: PortalUnderTest, cookie: string, apiId: string, save: Save) {
    this.#portal = portal;
    this.#cookie = cookie;
    this.#apiId = apiId;
    this.#save = save;
  }

  /** Opens the definition, saves it with one line more, has the page drawn anew as the editor does, and opens Topics. */
  async work(): Promise<void> {
    await this.#open("definition", "AsyncAPI Definition");
    await this.#saveLine();
    await this.#open("definition", "AsyncAPI Definition", { rsc: "1" });
    await this.#open("topics", "Topics");
  }

  async #open(section: string, text: string, headers: Readonly<Record<string, string>> = {}): Promise<void> {
    const path = `/apis/${this.#apiId}/${section}`;
    const answer = await fetch(this.#portal.url + path, { headers: { ...headers, cookie: this.#cookie } });
    const body = await answer.text();
    if (answer.status !== 200 || !body.includes(text)) throw new Error(`${path}: status ${answer.status}`);
  }

  async #saveLine(): Promise<void> {
    const { etag, definition } = await this.#portal.getDefinition(this.#apiId);
    this.#line += 1;
    const text = `${definition}# line ${this.#line}\n`;
    // The server is not told for whom the page was drawn: it was drawn for the one whose save this was.
    const input = { ...this.#save.input, asPerson: "$undefined", apiId: this.#apiId, etag, text };
    const answer = await fetch(`${this.#portal.url}/apis/${this.#apiId}/definition`, {
      method: "POST",
      headers: { ...this.#save.headers, cookie: this.#cookie },
      body: JSON.stringify([input]),
    });
    const body = await answer.text();
    const stored = await this.#portal.getDefinition(this.#apiId);
    if (stored.definition !== text)
      throw new Error(`not saved: status ${answer.status} ${body.slice(0, 500)}`);
  }
}

function tableOf(figures: Readonly<Record<string, LoopFigures>>, rounds: number): string {
  const rows = Object.entries(figures).map(([who, { delayMs, longestCpuMs }]) => {
    const ms = [delayMs.p99, delayMs.max, longestCpuMs].map((one) => one.toFixed(0));
    return [who, ...ms, String(TARGET_MS), verdict(longestCpuMs, TARGET_MS)];
  });
  const title = `The portal's event loop while people open, edit and save documents of ${DOCUMENT}, ${rounds} times each, ms`;
  const delays = ["a timer waits: p99", "longest", "computed at a stretch: longest"];
  return `${title}\n${formatTable(["", ...delays, "at most", ""], rows)}`;
}
