import type { Page } from 'playwright-core';

const controls = new Set([
  'button',
  'checkbox',
  'combobox',
  'link',
  'radio',
  'searchbox',
  'spinbutton',
  'tab',
  'textbox',
  'Date',
]);

/**
 * What keeps somebody from using a page as it stands: a control without a name, an id that stands twice, an order of
 * focus that is forced, text below 4.5:1 (WCAG 2.1 AA; 3:1 where it is large), in the theme that is shown.
 */
export async function barriers(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const nameless = nodes
    .filter(({ ignored, role }) => !ignored && controls.has(String(role?.value)))
    .filter(({ name }) => String(name?.value ?? '').trim() === '')
    .map(({ role }) => `a ${role?.value} without a name`);
  return [...nameless, ...(await page.evaluate<string[]>(seen))];
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

/** Runs in the page, which knows what the types of a test do not. */
const seen = String.raw`(() => {
  const parts = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const ground = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = parts(getComputedStyle(at).backgroundColor);
      if ((colour[3] ?? 1) > 0) return colour;
    }
    return [255, 255, 255];
  };
  const luminance = (colour) => {
    const [r, g, b] = colour
      .map((part) => part / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [bright, dim] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (bright + 0.05) / (dim + 0.05);
  };
  const found = [];
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  for (const id of new Set(ids.filter((one, at) => ids.indexOf(one) !== at))) found.push('two elements #' + id);
  for (const element of document.querySelectorAll('[tabindex]'))
    if (element.tabIndex > 0) found.push('tabindex ' + element.tabIndex + ' forces the order of focus');
  for (const element of document.querySelectorAll('body *')) {
    const style = getComputedStyle(element);
    const text = [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.textContent.trim())
      .join('');
    const { width, height } = element.getBoundingClientRect();
    const unseen = width < 2 || height < 2 || style.visibility === 'hidden' || element.closest('option') !== null;
    if (text === '' || unseen || element.matches(':disabled')) continue;
    const px = Number.parseFloat(style.fontSize);
    const isLarge = px >= 24 || (px >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = contrast(parts(style.color), ground(element));
    if (ratio < (isLarge ? 3 : 4.5))
      found.push(ratio.toFixed(2) + ':1 “' + text.slice(0, 20) + '” .' + element.className);
  }
  return found;
})()`;
