import { expect } from 'chai';
import { oldestChromium } from './oldest.ts';
import { usesOf } from './script-uses.ts';
import { stylesLacking } from './style-uses.ts';

describe('what is read in a script or a style sheet, for Chromium 86', () => {
  const read = (script: string) => usesOf(script).map(({ what }) => what);

  it('is 86, by package.json', () => {
    expect(oldestChromium).to.equal(86);
  });

  for (const [script, what] of [
    ['structuredClone(a)', 'structuredClone'],
    ['Object.hasOwn(a, "b")', 'Object.hasOwn'],
    ['crypto.randomUUID()', 'crypto.randomUUID'],
    ['new Intl.Segmenter()', 'Intl.Segmenter'],
    ['globalThis.scheduler.postTask(f)', 'globalThis.scheduler'],
    ['AbortSignal.timeout(3)', 'AbortSignal.timeout'],
    ['navigator.userAgentData', 'navigator.userAgentData'],
    ['list.at(-1)', '.at()'],
    ['list.findLast(f)', '.findLast()'],
    ['map.values().toArray()', '.toArray()'],
    ['one?.union(other)', '.union()'],
    ['element.checkVisibility()', '.checkVisibility()'],
  ] as const)
    it(`${script} is missing there`, () => {
      expect(read(script)).to.deep.equal([what]);
    });

  it('is nothing where a name is a word of its own, or was there', () => {
    expect(read('entry.at; a.replaceAll("b", "c"); Promise.allSettled(d); new WeakRef(e)')).to.deep.equal([]);
  });

  it('is not read at all beyond ES2020', () => {
    expect(() => usesOf('a ??= 1')).to.throw(SyntaxError);
    expect(() => usesOf('class A { #b = 1 }')).to.throw(SyntaxError);
  });

  for (const [sheet, what] of [
    ['a { inset: 0 }', 'inset'],
    ['a { padding-inline: 3px }', 'padding-inline'],
    ['a { overflow: clip }', 'overflow: clip'],
    ['a { height: calc(100dvh - 3px) }', '1dvh'],
    ['a { color: color-mix(in srgb, red, blue) }', 'color-mix()'],
    ['a:has(b) { color: red }', ':has'],
    ['a:not(b, c) { color: red }', ':not(a, b)'],
    [':where(a) { color: red }', ':where'],
    ['@layer x { a { color: red } }', '@layer'],
    ['@media (width > 600px) { a { color: red } }', '@media range'],
    ['@media (prefers-contrast: more) { a { color: red } }', '@media (prefers-contrast)'],
  ] as const)
    it(`${sheet} is missing there`, () => {
      expect(stylesLacking(sheet)).to.deep.equal([what]);
    });

  it('is nothing where it was there: gap of a flexbox, :focus-visible, :not(), min(), clip', () => {
    const sheet = `a:focus-visible:not([b]):not([c]) { gap: 3px; width: min(3px, 4vw); clip: rect(0 0 0 0) }
      @media (min-width: 600px) { a { margin-inline-start: 3px } } @keyframes x { from { color: red } }`;
    expect(stylesLacking(sheet)).to.deep.equal([]);
  });
});
