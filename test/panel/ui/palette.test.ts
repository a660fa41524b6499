import { expect } from 'chai';
import { dark, light, type Palette } from '../../../agent-panel/src/ui/palette.ts';

/** WCAG 2.1: relative luminance and contrast of two #rrggbb colours. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

const tones = ['good', 'warn', 'bad', 'accent', 'violet', 'teal', 'brown'] as const;
const pairs: [ink: keyof Palette, ground: keyof Palette][] = [
  ...(['ground', 'surface', 'raised', 'accentGround', 'mark'] as const).map(
    (ground): [keyof Palette, keyof Palette] => ['ink', ground],
  ),
  ...(['ground', 'surface', 'raised', 'accentGround', 'warnGround', 'tealGround'] as const).map(
    (ground): [keyof Palette, keyof Palette] => ['soft', ground],
  ),
  ...tones.flatMap((tone): [keyof Palette, keyof Palette][] => [
    [tone, 'surface'],
    [tone, 'raised'],
    [tone, `${tone}Ground`],
    ['ink', `${tone}Ground`],
  ]),
  ['teal', 'accentGround'],
  ['good', 'accentGround'],
  ['pressInk', 'press'],
];

for (const [name, palette] of Object.entries({ light, dark })) {
  describe(`the ${name} theme`, () => {
    for (const [ink, ground] of pairs) {
      it(`${ink} on ${ground} can be read (4.5:1)`, () => {
        expect(contrast(palette[ink], palette[ground])).to.be.at.least(4.5);
      });
    }

    it('edges of fields can be seen (3:1)', () => {
      expect(contrast(palette.edge, palette.surface)).to.be.at.least(3);
    });
  });
}
