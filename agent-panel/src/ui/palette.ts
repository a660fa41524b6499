/**
 * Every colour of the panel, once: CSS reads them as `--name`, Ant Design gets them as tokens, and a test holds
 * their contrast (WCAG 2.1 AA, 4.5:1 for text; GB/T 37668-2019 asks the same).
 */
export interface Palette {
  /** behind everything */
  ground: string;
  /** panels and fields */
  surface: string;
  /** a raised or grouped part of a surface */
  raised: string;
  line: string;
  /** border of what can be typed into or pressed: 3:1 against its surroundings */
  edge: string;
  ink: string;
  /** secondary text */
  soft: string;
  /** what can be pressed next */
  accent: string;
  accentGround: string;
  /** primary button */
  press: string;
  pressInk: string;
  /** a found word */
  mark: string;
  good: string;
  goodGround: string;
  warn: string;
  warnGround: string;
  bad: string;
  badGround: string;
  violet: string;
  violetGround: string;
  teal: string;
  tealGround: string;
  brown: string;
  brownGround: string;
}

export const light: Palette = {
  ground: '#eef1f4',
  surface: '#ffffff',
  raised: '#f6f8fa',
  line: '#dce1e7',
  edge: '#848f9c',
  ink: '#17202b',
  soft: '#515d6c',
  accent: '#0b57c4',
  accentGround: '#e9f1fd',
  press: '#0b57c4',
  pressInk: '#ffffff',
  mark: '#ffe9a8',
  good: '#11693a',
  goodGround: '#e5f4ea',
  warn: '#8a4b00',
  warnGround: '#fdf0dc',
  bad: '#b01e28',
  badGround: '#fdeaea',
  violet: '#5f37b0',
  violetGround: '#f0eafb',
  teal: '#0a6268',
  tealGround: '#e1f3f4',
  brown: '#6f4526',
  brownGround: '#f5ece4',
};

export const dark: Palette = {
  ground: '#0f141a',
  surface: '#171d25',
  raised: '#1e2630',
  line: '#2c3642',
  edge: '#6b7887',
  ink: '#e3e8ee',
  soft: '#a3afbd',
  accent: '#7db4ff',
  accentGround: '#17283f',
  press: '#2368cf',
  pressInk: '#ffffff',
  mark: '#5a4a12',
  good: '#66d296',
  goodGround: '#14301f',
  warn: '#f0b460',
  warnGround: '#36280f',
  bad: '#ff9a98',
  badGround: '#3d1c1e',
  violet: '#c3a8ff',
  violetGround: '#2a2140',
  teal: '#66cfd4',
  tealGround: '#112f32',
  brown: '#d9ae8b',
  brownGround: '#33261b',
};

/** `accentGround` → `--accent-ground` */
export function cssName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
