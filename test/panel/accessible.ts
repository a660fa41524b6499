import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/**
 * What keeps somebody from using a page as it stands, by the rules of axe: those it calls serious or critical, and
 * ids that stand twice, in the theme that is shown.
 */
export async function barriers(page: Page | Frame): Promise<string[]> {
  // By the debugger's own door: the page's policy lets no script of a stranger in.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source);
  const rules = `{ resultTypes: ['violations'], rules: { 'duplicate-id': { enabled: true } } }`;
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(document, ${rules})`);
  return violations
    .filter(({ id, impact }) => impact === 'serious' || impact === 'critical' || id === 'duplicate-id')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`.trim()),
    );
}

/** Both themes, as the house's own night shift has them. */
export async function barriersInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await barriers(page)).map((barrier) => `${colorScheme}: ${barrier}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}
