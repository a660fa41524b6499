import type { DeliveredFault, Whereabouts } from '../../content/delivery.ts';
import type { Day } from '../../day.ts';
import { readDay } from './excel-day.ts';
import type { PlainCell } from './read-table.ts';
import { splitSeveral } from './several.ts';

/** Reads the cells of one row as what their columns mean, and keeps all that is wrong, so that it is told at once. */
export class RowReader {
  readonly at: Whereabouts;
  readonly #cells: ReadonlyMap<string, PlainCell>;
  readonly #faults: DeliveredFault[] = [];

  constructor(at: Whereabouts, cells: ReadonlyMap<string, PlainCell>) {
    this.at = at;
    this.#cells = cells;
  }

  get faults(): readonly DeliveredFault[] {
    return this.#faults;
  }

  fault(column: string | null, code: string, words: string): void {
    this.#faults.push({ delivered: 'fault', at: { ...this.at, column }, code, words });
  }

  /** Trimmed; empty where nothing is written. */
  text(column: string): string {
    const cell = this.#cells.get(column);
    if (cell === undefined) return '';
    if (cell.cell === 'text') return cell.text.trim().replace(/\r\n?/g, '\n');
    if (cell.day?.byFormat === true && cell.day.day !== null) return cell.day.day;
    if (/^-?\d{1,15}$/.test(cell.written)) return cell.written;
    const value = Number(cell.written);
    // 15 digits are what a number of a spreadsheet holds: a longer code has lost its end before it came here.
    if (Math.abs(value) < 1e15) return String(value);
    this.fault(
      column,
      'ROW_NUMBER',
      '数字超过 15 位，末尾已被表格软件改动。请把该列设为“文本”格式后重新填写。',
    );
    return '';
  }

  required(column: string): string {
    const text = this.text(column);
    if (text === '' && !this.#faults.some(({ at }) => at.column === column))
      this.fault(column, 'ROW_MISSING', `“${column}”未填写。请补填后再导入。`);
    return text;
  }

  several(column: string): string[] {
    return splitSeveral(this.text(column));
  }

  /** null where nothing is written, or no day, which is a fault. */
  day(column: string): Day | null {
    const cell = this.#cells.get(column);
    if (cell === undefined) return null;
    const written = cell.cell === 'text' ? cell.text.trim() : cell.written;
    const day =
      cell.cell === 'number' && cell.day?.byFormat === true
        ? cell.day.day
        : (readDay(written) ?? (cell.cell === 'number' ? (cell.day?.day ?? null) : null));
    if (day === null) {
      const words = `“${written.slice(0, 40)}”不是有效的日期。请写成 2026-01-31 的样子。`;
      this.fault(column, 'ROW_DATE', words);
    }
    return day;
  }

  /** One of the words that the column knows; `otherwise` where nothing is written. */
  oneOf<T extends string>(column: string, words: readonly T[], otherwise: T): T {
    const text = this.text(column);
    if (text === '') return otherwise;
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    this.#notOneOf(column, text, words);
    return otherwise;
  }

  severalOf<T extends string>(column: string, words: readonly T[], everything: readonly string[]): T[] {
    const found: T[] = [];
    for (const text of this.several(column)) {
      if (everything.includes(text)) continue;
      const word = words.find((each) => each === text);
      if (word === undefined) this.#notOneOf(column, text, words);
      else if (!found.includes(word)) found.push(word);
    }
    return found;
  }

  #notOneOf(column: string, text: string, words: readonly string[]): void {
    const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    this.fault(column, 'ROW_WORD', `“${shown}”不在可填的范围内。请改为：${words.join('、')}。`);
  }
}
