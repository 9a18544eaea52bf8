// The list of APIs: its table in every order.
import { expect } from "@playwright/test";
import { signIn } from "./support/sign-in.ts";
import { test } from "./support/test.ts";
import { makeApiNamed, uniqueName } from "./support/test-apis.ts";

test("the table sorts by a column, with the keyboard, and a search keeps the order", async ({ page, db }) => {
  const mark = uniqueName("Sorted");
  // No part of a mark, which is made of hexadecimal digits.
  for (const first of ["beta", "Chi", "alpha"]) await makeApiNamed(db, `${first} ${mark}`);
  await signIn(page, "creator", `/apis?view=table&q=${encodeURIComponent(mark)}`);
  const names = page.getByRole("table", { name: "APIs" }).getByRole("rowheader");
  const inOrder = (...first: string[]) =>
    expect(names).toHaveText(first.map((one) => new RegExp(`^${one} `)));
  await expect(page.getByRole("columnheader", { name: "Last changed" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  await inOrder("alpha", "Chi", "beta");
  const header = page.getByRole("columnheader", { name: "Name" });
  const link = header.getByRole("link");
  await link.press("Enter");
  await expect(header).toHaveAttribute("aria-sort", "ascending");
  await inOrder("alpha", "beta", "Chi");
  await expect(link).toBeFocused();
  await link.press("Enter");
  await expect(header).toHaveAttribute("aria-sort", "descending");
  await inOrder("Chi", "beta", "alpha");
  await page.getByRole("searchbox", { name: "Search APIs" }).fill(`${mark} beta`);
  await expect(page).toHaveURL(/[?&]q=[^&]+beta&.*sort=-name/);
  await expect(names).toHaveCount(1);
  await expect(header).toHaveAttribute("aria-sort", "descending");
});
