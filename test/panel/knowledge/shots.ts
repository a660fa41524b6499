import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const SHOTS = join(import.meta.dirname, '../../../artefacts/screenshots/knowledge');

const looks = [
  { name: 'light', width: 1366, height: 640, scheme: 'light' },
  { name: 'dark', width: 1366, height: 640, scheme: 'dark' },
  { name: 'wide', width: 1920, height: 940, scheme: 'light' },
  /** 1366×768 at 200 % */
  { name: 'zoomed', width: 683, height: 320, scheme: 'light' },
] as const;

/** What the page shows now, in every look; only where somebody asked for it (SCREENSHOTS=all). */
export async function shoot(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS !== 'all') return;
  for (const look of looks) {
    mkdirSync(join(SHOTS, look.name), { recursive: true });
    await page.setViewportSize({ width: look.width, height: look.height });
    await page.emulateMedia({ colorScheme: look.scheme });
    await page.screenshot({
      path: join(SHOTS, look.name, `${name}.png`),
      fullPage: look.name === 'zoomed',
    });
  }
  await page.setViewportSize({ width: 1366, height: 640 });
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Nothing runs out of the page at its narrowest. */
export async function widthLeft(page: Page): Promise<unknown> {
  await page.setViewportSize({ width: 683, height: 384 });
  const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  await page.setViewportSize({ width: 1366, height: 640 });
  return over;
}
