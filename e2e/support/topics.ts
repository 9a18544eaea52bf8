// The Topics page as a person uses it.
import { expect, type Locator, type Page } from "@playwright/test";

type TopicType = "Subscribe" | "Publish";

const list = (page: Page) => page.getByRole("list", { name: "Topics", exact: true });

/** The row of a topic; it holds the topic's fields while it is open. */
export function topicRow(page: Page, address: string): Locator {
  return list(page)
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: address, exact: true }) });
}

/** The part of a topic's row that opens and closes it. */
export function topicToggle(page: Page, address: string): Locator {
  return topicRow(page, address).getByRole("button", { name: address, exact: true });
}

/** Selects the types, enters the name, presses +. */
export async function addTopic(page: Page, address: string, types?: readonly TopicType[]): Promise<void> {
  const bar = page.getByRole("group", { name: "Add a topic" });
  if (types) await chooseTypes(page, types);
  await bar.getByLabel("Topic Name").fill(address);
  await bar.getByRole("button", { name: "Add topic" }).click();
}

async function chooseTypes(page: Page, types: readonly TopicType[]): Promise<void> {
  await page.getByRole("combobox", { name: "Types" }).click();
  for (const type of ["Subscribe", "Publish"] as const) {
    const option = page.getByRole("option", { name: type });
    const isChosen = (await option.getAttribute("aria-selected")) === "true";
    if (isChosen !== types.includes(type)) await option.click();
  }
  await page.keyboard.press("Escape");
  await expect(page.getByRole("listbox")).toHaveCount(0);
}

/** Presses Save and waits until it is done. */
export async function saveTopics(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. Deploy to make it live.")).toBeVisible();
}
