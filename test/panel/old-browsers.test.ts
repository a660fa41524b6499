import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const SOURCES = ['agent-panel/src', 'sdk'].map((folder) => join(import.meta.dirname, '../..', folder));

/** What Chromium 86 lacks and the build neither lowers nor polyfills. */
const scriptWords =
  /\bstructuredClone\b|\brandomUUID\b|\bObject\.hasOwn\b|\.(?:at|findLast|findLastIndex|toSorted|toReversed|toSpliced|replaceAll)\(|\bIntl\.Segmenter\b|\bPromise\.any\b|^await /m;
const styleWords =
  /:has\(|:is\(|:where\(|@layer|@container|aspect-ratio|\d(?:d|s|l)v[hw]\b|color-mix|\binset:/;

function sources(ending: RegExp): [name: string, text: string][] {
  return SOURCES.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => ending.test(name))
      .map((name): [string, string] => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

describe('the panel’s own source, read for Chromium 86', () => {
  for (const [kind, ending, forbidden] of [
    ['scripts', /\.(tsx?|js)$/, scriptWords],
    ['style sheets', /\.css$/, styleWords],
  ] as const) {
    it(`${kind} use nothing that it lacks`, () => {
      const files = sources(ending);
      expect(files.length, 'files read').to.be.greaterThan(5);
      const guilty = files.flatMap(([name, text]) => {
        const found = forbidden.exec(text.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, ''));
        return found === null ? [] : [`${name}: ${found[0]}`];
      });
      expect(guilty).to.deep.equal([]);
    });
  }
});
