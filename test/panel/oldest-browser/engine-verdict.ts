import postcss, { type AtRule } from 'postcss';
import type { OldPage } from './chromium-86.ts';

/** Other engines' names, written for them. */
const strange = /(?:^|[\s:])-(?:moz|ms|o)-/;
/** Ant Design's class of a theme, of no meaning here. */
const antHash = /\.css-[0-9a-z]+/g;

/**
 * What the browser itself does not understand of style sheets: declarations and selectors that it drops, conditions
 * that never hold. Unlike a table of features it knows every value. A value with `var()` is known on the page only.
 */
export async function notUnderstood(page: OldPage, sheets: readonly string[]): Promise<string[]> {
  const declarations = new Map<string, [property: string, value: string]>();
  const selectors = new Set<string>();
  const conditions = new Set<string>();
  const rules = new Set<string>();
  for (const sheet of sheets)
    postcss.parse(sheet).walk((node) => {
      const within = node.parent?.type === 'atrule' ? (node.parent as AtRule).name : '';
      if (node.type === 'decl' && within !== 'font-face' && within !== 'page')
        declarations.set(`${node.prop}: ${node.value}`, [node.prop, node.value]);
      if (node.type === 'rule' && !within.endsWith('keyframes'))
        for (const selector of node.selectors) selectors.add(selector);
      if (node.type === 'atrule' && node.name === 'media') conditions.add(node.params);
      else if (node.type === 'atrule') rules.add(`@${node.name}`);
    });
  const missing = await page.evaluate<string[]>(`(() => {
    const sheet = new CSSStyleSheet();
    const understands = (rule) => {
      try { return sheet.cssRules[sheet.insertRule(rule)] !== undefined; } catch { return false; }
    };
    return [
      ...${JSON.stringify([...declarations])}
        .filter(([, [property, value]]) => !CSS.supports(property, value))
        .map(([whole]) => whole),
      ...${JSON.stringify([...selectors])}.filter((selector) => !understands(selector + ' {}')),
      ...${JSON.stringify([...conditions])}
        .filter((condition) => matchMedia(condition).media.includes('not all'))
        .map((condition) => '@media ' + condition),
    ];
  })()`);
  const known = new Set(['@keyframes', '@-webkit-keyframes', '@font-face', '@page', '@supports', '@charset']);
  const told = missing.filter((one) => !strange.test(one)).map((one) => one.replace(antHash, ''));
  return [...new Set(told), ...[...rules].filter((rule) => !known.has(rule))].sort();
}
