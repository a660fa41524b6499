import bcd from '@mdn/browser-compat-data' with { type: 'json' };
import type { CompatStatement, Identifier } from '@mdn/browser-compat-data/types';
import { oldestChromium } from './oldest.ts';

/** What MDN knows of browsers, asked for the oldest that the panel is for. What it does not say is taken to be there. */
export function lacks(statement: CompatStatement | undefined): boolean {
  const said = statement?.support.chrome;
  if (said === undefined) return false;
  const spans = Array.isArray(said) ? said : [said];
  return !spans.some(
    ({ version_added, version_removed, flags, prefix, alternative_name }) =>
      flags === undefined &&
      prefix === undefined &&
      alternative_name === undefined &&
      from(version_added) <= oldestChromium &&
      (version_removed === undefined || from(version_removed) > oldestChromium),
  );
}

/** `87`, `≤80`; false and `preview`: in none yet */
function from(version: string | false): number {
  return version === false || version === 'preview' ? Infinity : Number.parseFloat(version.replace('≤', ''));
}

/** What stands below a name in the data, without the statement about the name itself. */
export function parts(of: Identifier): [name: string, part: Identifier][] {
  const { __compat: _, ...below } = of;
  return Object.entries(below);
}

export const { api, css, javascript } = bcd;
