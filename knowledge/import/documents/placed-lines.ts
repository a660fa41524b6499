/** A piece of text on a page; any unit of length, from the left and from the top. */
export interface PlacedText {
  x: number;
  /** of the base line */
  y: number;
  /** height of the type */
  size: number;
  width: number;
  text: string;
}

/**
 * Pieces of a page → paragraphs. Pieces on one base line are a line; a printed line goes on in the next one unless it
 * ends early or the next begins with an indent, a number or a heading, as paragraphs of official documents do (GB/T
 * 9704-2012, 7.3.3: two signs of indent).
 */
export function placedLines(texts: readonly PlacedText[]): string[] {
  const lines = withoutPageNumber(printedLines(texts));
  const right = Math.max(0, ...lines.map(({ end }) => end));
  const left = Math.min(...lines.map(({ x }) => x));
  const paragraphs: string[] = [];
  let before: PrintedLine | null = null;
  for (const line of lines) {
    const goesOn =
      before !== null &&
      // The line before is full to the margin …
      before.end >= right - 2.5 * before.size &&
      // … this one begins at it, in the same type, and right below.
      line.x < left + 1.2 * line.size &&
      Math.abs(line.size - before.size) < 0.2 * line.size &&
      line.y - before.y < 3 * line.size &&
      !STARTS.test(line.text);
    const last = paragraphs.length - 1;
    if (goesOn && last >= 0) paragraphs[last] = joined(paragraphs[last] ?? '', line.text);
    else paragraphs.push(line.text);
    before = line;
  }
  return paragraphs;
}

interface PrintedLine {
  x: number;
  end: number;
  y: number;
  size: number;
  text: string;
}

const STARTS =
  /^(?:第[零〇一二三四五六七八九十百]+[章节条编][ \u3000]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|附件)/;

function printedLines(texts: readonly PlacedText[]): PrintedLine[] {
  const inOrder = [...texts].sort((a, b) => a.y - b.y || a.x - b.x);
  const groups: PlacedText[][] = [];
  for (const text of inOrder) {
    const group = groups.at(-1);
    const [first] = group ?? [];
    // Half a line's height apart is still the same line: signs of another type sit a little off.
    if (
      group !== undefined &&
      first !== undefined &&
      Math.abs(text.y - first.y) < 0.5 * Math.min(text.size, first.size)
    )
      group.push(text);
    else groups.push([text]);
  }
  return groups.flatMap((group) => {
    const pieces = group.sort((a, b) => a.x - b.x);
    const [first] = pieces;
    if (first === undefined) return [];
    let text = '';
    let end = first.x;
    for (const piece of pieces) {
      const gap = piece.x - end;
      if (text !== '' && gap > 0.35 * piece.size) text += gap > 2 * piece.size ? '  ' : ' ';
      text += piece.text;
      end = Math.max(end, piece.x + piece.width);
    }
    const tidy = text.replace(/[ \u00a0]+/g, ' ').trim();
    return tidy === '' ? [] : [{ x: first.x, end, y: first.y, size: first.size, text: tidy }];
  });
}

/** — 3 — */
function withoutPageNumber(lines: readonly PrintedLine[]): PrintedLine[] {
  return lines.filter(({ text }, at) => {
    const edge = at === 0 || at === lines.length - 1;
    return !(edge && /^[—\-–－ ]*\d{1,4}[—\-–－ ]*$/.test(text));
  });
}

/** No space between Chinese signs, one between words of Latin letters. */
function joined(before: string, after: string): string {
  return /[A-Za-z0-9,;]$/.test(before) && /^[A-Za-z0-9]/.test(after) ? `${before} ${after}` : before + after;
}
