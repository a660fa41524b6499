import type { Page } from 'playwright-core';

/** By keyboard, on the page that everybody meets first. */
export async function signInOnPage(
  page: Page,
  url: string,
  { login, password }: { login: string; password: string },
): Promise<void> {
  await page.goto(url);
  await page.locator('input[autocomplete="username"]:focus').waitFor();
  await page.keyboard.type(login);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
}
