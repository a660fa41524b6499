import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/** Half as long as what the package exports as its source: it is sent to each page anew. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export type Theme = 'light' | 'dark';

/**
 * What keeps somebody from using a page as it stands, by the rules of axe: those it calls serious or critical, and
 * ids that stand twice, in the theme that is shown.
 */
export async function barriers(page: Page | Frame): Promise<string[]> {
  return found(page, { rules: { 'duplicate-id': { enabled: true } } });
}

/** Somebody will look at all pictures, SCREENSHOTS=all: they are drawn, and judged, in both themes. */
export const areLookedAt = process.env.SCREENSHOTS === 'all';

/**
 * Both themes where the pictures are looked at, as the house's own night shift has them; else the light one. Colours are all
 * that differs in the second, and the palette's own test has every pair of them.
 *
 * @param shown takes the picture of a theme
 */
export async function barriersInBothThemes(
  page: Page,
  shown?: (theme: Theme) => Promise<unknown>,
): Promise<string[]> {
  if (areLookedAt) await shown?.('light');
  const light = (await barriers(page)).map((barrier) => `light: ${barrier}`);
  if (!areLookedAt) return light;
  await page.emulateMedia({ colorScheme: 'dark' });
  await shown?.('dark');
  const dark = await found(page, { runOnly: ['color-contrast'] });
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark.map((barrier) => `dark: ${barrier}`)];
}

async function found(page: Page | Frame, options: axe.RunOptions): Promise<string[]> {
  // By the debugger's own door: the page's policy lets no script of a stranger in.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(AXE);
  const asked = JSON.stringify({ resultTypes: ['violations'], selectors: false, ...options });
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(document, ${asked})`);
  return violations
    .filter(({ id, impact }) => impact === 'serious' || impact === 'critical' || id === 'duplicate-id')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`.trim()),
    );
}
