// What people read of credentials that end soon: on the page, on an application's card and in the navigation.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { NavigationNotice } from "#components/shell/navigation-notice.tsx";
import type { AnnouncedCredential } from "#lib/credentials/expiry/credential-expiry.ts";
import { ApplicationList } from "./application-list.tsx";
import { ExpiryNotice } from "./expiry-notice.tsx";
import { expirySeverity, expirySummary } from "./expiry-words.ts";

const DAY_MS = 24 * 3_600_000;
const now = new Date("2027-03-01T12:00:00Z");
const inDays = (days: number) => new Date(now.getTime() + days * DAY_MS);

const key: AnnouncedCredential = {
  id: "k",
  kind: "api_key",
  name: "main",
  prefix: "slk_abcdefgh",
  application: { id: "a", name: "Orders" },
  expiresAt: inDays(2),
  hasEnded: false,
  stage: 3,
  advice: "rotate",
};
const secret: AnnouncedCredential = {
  ...key,
  id: "s",
  kind: "client_secret",
  name: "web",
  prefix: "slc_abcdefgh",
  expiresAt: inDays(10),
  stage: 14,
  advice: "use_successor",
};
const ended: AnnouncedCredential = {
  ...key,
  id: "e",
  name: "",
  expiresAt: inDays(-2),
  hasEnded: true,
  stage: 0,
  advice: "make_another",
};

const textOf = (html: string) =>
  html
    .replaceAll(/<(style|svg)[^>]*>.*?<\/\1>/gs, "")
    .replaceAll(/<[^>]*>/g, "")
    .trim();
const announcing = (...credentials: AnnouncedCredential[]) => ({ total: credentials.length, credentials });
const drawNotice = (announcement = announcing(ended, key, secret), onPage: "list" | "application" = "list") =>
  renderToStaticMarkup(
    <ExpiryNotice
      announcement={announcement}
      now={now}
      {...(onPage === "list" ? { applicationHref: (id: string) => `/developer/applications/${id}` } : {})}
    />,
  );

describe("the notice", () => {
  it("is nothing where nothing ends soon", () => {
    expect(drawNotice(announcing())).toBe("");
  });

  it("names each credential, its application with a link, its end, and what to do", () => {
    const html = drawNotice();
    const text = textOf(html);
    expect(text).toContain("3 credentials have ended or end soon");
    expect(text).toContain("API key main slk_abcdefgh… of Orders ends in 2 days: rotate it.");
    expect(text).toContain(
      "Secret slc_abcdefgh… of the OAuth2 client web of Orders ends in 10 days: take the one",
    );
    expect(text).toContain("API key slk_abcdefgh… of Orders ended 2 days ago: make another");
    expect(html.match(/href="\/developer\/applications\/a"/g)).toHaveLength(3);
  });

  it("does not name the application on the application's own page", () => {
    const html = drawNotice(announcing(key), "application");
    expect(textOf(html)).toContain("API key main slk_abcdefgh… ends in 2 days");
    expect(html).not.toContain("href=");
  });

  it("says how many it does not name", () => {
    expect(textOf(drawNotice({ total: 51, credentials: [key] }))).toContain("50 more end later.");
  });

  it.each([
    [14, "Info"],
    [3, "Warning"],
    [0, "Error"],
  ] as const)("has at stage %s the colour of %s", (stage, colour) => {
    expect(drawNotice(announcing({ ...key, stage }))).toContain(`MuiAlert-color${colour}`);
  });
});

describe("the summary", () => {
  it.each([
    [announcing(secret), "1 credential ends soon"],
    [announcing(key), "1 credential ends within 3 days"],
    [announcing(key, secret), "2 credentials end soon, the first within 3 days"],
    [announcing(ended), "1 credential has ended"],
    [announcing(ended, key), "2 credentials have ended or end soon"],
  ])("of %# says how urgent the first is", (announcement, words) => {
    expect(expirySummary(announcement)).toBe(words);
  });
});

describe("the list of applications", () => {
  const application = {
    description: "",
    createdAt: inDays(-30),
    owner: { id: "p", username: "alice" },
    team: null,
    subscriptions: 1,
    keys: 1,
  };

  it("has on each card its own nearest end, and on others none", () => {
    const applications = [
      { ...application, id: "a", name: "Orders" },
      { ...application, id: "b", name: "Stock" },
    ];
    const html = renderToStaticMarkup(
      <ApplicationList applications={applications} personId="p" ending={[key, secret]} now={now} />,
    );
    const [, orders, stock] = html.split("<li");
    expect(textOf(`<li${orders}`)).toContain("Key ends in 2 days");
    expect(html).not.toContain("Secret ends");
    expect(textOf(`<li${stock}`)).not.toContain("ends");
  });
});

describe("the navigation", () => {
  it("shows the number in the colour of the most urgent, and says what it counts", () => {
    const words = expirySummary(announcing(key, secret));
    const html = renderToStaticMarkup(
      <NavigationNotice count="2" words={words} severity={expirySeverity[key.stage]} />,
    );
    expect(html).toMatch(
      /MuiChip-colorWarning[^>]*aria-hidden="true"|aria-hidden="true"[^>]*MuiChip-colorWarning/,
    );
    expect(textOf(html)).toBe("2, 2 credentials end soon, the first within 3 days");
  });
});
