import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const folder = join(import.meta.dirname, '../../../knowledge/text');
/** What Chromium 86 lacks and a build for it neither lowers nor adds. */
const missing =
  /\bstructuredClone\b|\bObject\.hasOwn\b|\bObject\.groupBy\b|\.(?:at|findLast|findLastIndex|toSorted|toReversed|toSpliced|replaceAll)\(|\bIntl\.Segmenter\b|^await /m;
/** pinyin-pro is 0.3 MB: what a page loads first must not lead to it. */
const loadedFirst = [
  'normalise',
  'tokenise',
  'dictionary',
  'doc-no',
  'numeral',
  'quantity',
  'spoken',
  'search-words',
];

const source = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('words of texts and questions, in a page of Chromium 86', () => {
  it('use nothing that it lacks', () => {
    for (const name of readdirSync(folder))
      expect(missing.exec(source(name).replace(/\/\/.*|\/\*[\s\S]*?\*\//g, ''))?.[0], name).to.equal(
        undefined,
      );
  });

  it('do without the dictionary of sounds until a vocabulary is made', () => {
    const reached = new Set(loadedFirst.map((name) => `${name}.ts`));
    for (const name of reached)
      for (const [, file = ''] of source(name).matchAll(/^import (?!type ).*'(?:\.\/)?(.+?)';$/gm))
        reached.add(file);
    expect([...reached]).to.include('traditional.ts');
    expect([...reached].filter((name) => !name.endsWith('.ts') || name === 'reading.ts')).to.deep.equal([]);
  });
});
