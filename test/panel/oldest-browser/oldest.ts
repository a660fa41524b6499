import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(import.meta.dirname, '../../../package.json');
const { browserslist } = JSON.parse(readFileSync(file, 'utf8')) as { browserslist?: unknown };
const [, version] = /^chrome (\d+)$/.exec(String(browserslist)) ?? [];
if (version === undefined) throw new Error(`${file}: browserslist is not one line "chrome N"`);

/** The oldest Chromium that offices run, by the `browserslist` of package.json. */
export const oldestChromium = Number(version);
