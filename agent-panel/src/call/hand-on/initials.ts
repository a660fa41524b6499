/**
 * The first sign of each initial letter in the order of pinyin, by which the browser sorts 痳 as lín and 扨 as rèn: others
 * stand for m and s. i, u and v begin no syllable.
 */
const firsts = '阿八嚓哒妸发旮哈讥咔垃呣拏噢妑七呥仨他穵夕丫帀';
const letters = 'abcdefghjklmnopqrstwxyz';

/** Read otherwise in the names of here than where they are sorted: 长沙 is no zhǎng. */
const readHere: ReadonlyMap<string, string> = new Map([['长', 'c']]);

const byPinyin = new Intl.Collator('zh-CN-u-co-pinyin');

/**
 * 市监管 → sjg: the letters a name is found by before the input method has made signs of them. By the browser's own
 * order of Chinese signs, so that no table has to travel; letters and digits stand for themselves.
 */
export function initialsOf(name: string): string {
  let initials = '';
  for (const sign of name) {
    if (/[a-z0-9]/i.test(sign)) initials += sign.toLowerCase();
    else if (/\p{Script=Han}/u.test(sign)) initials += initialOf(sign);
  }
  return initials;
}

function initialOf(sign: string): string {
  const known = readHere.get(sign);
  if (known !== undefined) return known;
  let found = '';
  for (const [at, first] of [...firsts].entries()) {
    if (byPinyin.compare(first, sign) > 0) break;
    found = letters.charAt(at);
  }
  return found;
}
