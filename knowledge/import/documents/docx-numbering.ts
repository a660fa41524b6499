import { writeNumeral } from '../../text/numeral.ts';
import type { Archive } from '../archive/open-archive.ts';
import { readXml } from '../tables/xml-events.ts';

/**
 * Numbers that the office program counts itself: a rule typed with automatic 第%1条 has no number in its text. ECMA-376-1
 * 17.9: a number instance points to an abstract one, whose levels say how they are written.
 */
interface Level {
  format: string;
  /** 第%1条, %1、, （%1） */
  text: string;
  start: number;
}

interface StyleNumber {
  numberId: string | null;
  level: number;
}

const LEVELS = 9;
/** w:numbering of a real document has some dozens. */
const MOST = 20_000;

export interface DocxNumbering {
  /** The label of the next paragraph with this number or style, '' for none. Counts. */
  next(numberId: string | null, level: number | null, style: string | null): string;
}

export async function readNumbering(archive: Archive): Promise<DocxNumbering> {
  const abstracts = new Map<string, Level[]>();
  const instances = new Map<string, string>();
  const styles = new Map<string, StyleNumber>();
  let abstractId = '';
  let instanceId = '';
  let at = 0;
  await read(archive, 'word/numbering.xml', (name, attributes) => {
    const value = attributes['w:val'] ?? '';
    const level = abstracts.get(abstractId)?.[at];
    if (name === 'abstractNum' && abstracts.size < MOST) {
      abstractId = attributes['w:abstractNumId'] ?? '';
      abstracts.set(
        abstractId,
        Array.from({ length: LEVELS }, () => ({ format: 'none', text: '', start: 1 })),
      );
    } else if (name === 'lvl') at = Math.min(LEVELS - 1, Number(attributes['w:ilvl'] ?? '0') || 0);
    else if (name === 'numFmt' && level !== undefined) level.format = value;
    else if (name === 'lvlText' && level !== undefined) level.text = value.slice(0, 40);
    else if (name === 'start' && level !== undefined) level.start = Number(value) || 0;
    else if (name === 'num') {
      instanceId = attributes['w:numId'] ?? '';
      abstractId = '';
    } else if (name === 'abstractNumId' && instances.size < MOST) instances.set(instanceId, value);
  });
  let style = '';
  await read(archive, 'word/styles.xml', (name, attributes) => {
    if (name === 'style') style = attributes['w:styleId'] ?? '';
    const known = styles.get(style) ?? { numberId: null, level: 0 };
    if (name === 'numId' && styles.size < MOST)
      styles.set(style, { ...known, numberId: attributes['w:val'] ?? null });
    if (name === 'ilvl' && styles.size < MOST)
      styles.set(style, { ...known, level: Number(attributes['w:val'] ?? '0') || 0 });
  });
  return new Counting(abstracts, instances, styles);
}

async function read(
  archive: Archive,
  part: string,
  open: (name: string, attributes: Readonly<Record<string, string>>) => void,
): Promise<void> {
  if (!archive.has(part)) return;
  for await (const _ of readXml(archive.stream(part), { open, close() {}, text() {} }));
}

class Counting implements DocxNumbering {
  readonly #abstracts: ReadonlyMap<string, readonly Level[]>;
  readonly #instances: ReadonlyMap<string, string>;
  readonly #styles: ReadonlyMap<string, StyleNumber>;
  /** of each abstract numbering, how far its levels have counted; null: not begun */
  readonly #counts = new Map<string, (number | null)[]>();

  constructor(
    abstracts: ReadonlyMap<string, readonly Level[]>,
    instances: ReadonlyMap<string, string>,
    styles: ReadonlyMap<string, StyleNumber>,
  ) {
    this.#abstracts = abstracts;
    this.#instances = instances;
    this.#styles = styles;
  }

  next(numberId: string | null, level: number | null, style: string | null): string {
    const ofStyle = style === null ? undefined : this.#styles.get(style);
    // numId 0 takes the number of the style away.
    const abstractId = this.#instances.get(numberId ?? ofStyle?.numberId ?? '');
    const levels = abstractId === undefined ? undefined : this.#abstracts.get(abstractId);
    if (abstractId === undefined || levels === undefined) return '';
    const at = Math.min(LEVELS - 1, Math.max(0, level ?? ofStyle?.level ?? 0));
    const counts = this.#counts.get(abstractId) ?? levels.map(() => null);
    const last = counts[at] ?? null;
    counts[at] = last === null ? (levels[at]?.start ?? 1) : last + 1;
    counts.fill(null, at + 1);
    this.#counts.set(abstractId, counts);
    return (levels[at]?.text ?? '').replace(/%([1-9])/g, (_, digit: string) => {
      const of = Number(digit) - 1;
      return written(counts[of] ?? levels[of]?.start ?? 1, levels[of]?.format ?? 'decimal');
    });
  }
}

/** Formats of Chinese documents; a bullet is no number. */
function written(value: number, format: string): string {
  switch (format) {
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCountingThousand':
      return value < 10_000 ? writeNumeral(value) : String(value);
    case 'upperLetter':
    case 'lowerLetter': {
      const letter = String.fromCharCode(0x41 + ((value - 1) % 26));
      return format === 'upperLetter' ? letter : letter.toLowerCase();
    }
    case 'bullet':
    case 'none':
      return '';
    default:
      return String(value);
  }
}
