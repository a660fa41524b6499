import type { Day } from '../../day.ts';

/** A table as it was laid down, before anybody asks what its columns mean. */
export type Cell =
  | { cell: 'text'; text: string }
  /** `written` as the file has it; `day` where it is one by its format or could be one by its size */
  | { cell: 'number'; written: string; day: { day: Day | null; byFormat: boolean } | null }
  /** never evaluated, and the value beside it is only what some program once made of it */
  | { cell: 'formula' }
  /** #N/A, #REF! */
  | { cell: 'error'; text: string };

export interface SheetRow {
  /** from 1, as the spreadsheet program counts */
  row: number;
  /** by column, from 1; blank cells are not there */
  cells: ReadonlyMap<number, Cell>;
  /** a part of a cell that reaches over several */
  merged: boolean;
  /** more than ROW_CHARS: its cells are not all there */
  tooLong: boolean;
}

export interface Sheet {
  /** empty: the file has no sheets */
  name: string;
  hidden: boolean;
  /** from the first row on, each time; rows without any content are left out */
  rows(): AsyncGenerator<SheetRow, void, undefined>;
}

export interface Table extends AsyncDisposable {
  sheets: readonly Sheet[];
  /** what is in the file and is not read, in words */
  notes: readonly { code: string; words: string }[];
}

/** Of one row: the longest code of the country has 107,000 characters. With it memory is bounded, however long the file. */
export const ROW_CHARS = 1_000_000;
/** Excel's own: XFD */
export const LAST_COLUMN = 16_384;

export function isBlank(cell: Cell): boolean {
  return cell.cell === 'text' && cell.text.trim() === '';
}

/** Collects the cells of a row up to ROW_CHARS. */
export class RowBuilder {
  readonly #row: number;
  readonly #cells = new Map<number, Cell>();
  #chars = 0;

  constructor(row: number) {
    this.#row = row;
  }

  add(column: number, cell: Cell): void {
    if (isBlank(cell)) return;
    this.#chars += cell.cell === 'text' ? cell.text.length : 32;
    if (this.#chars <= ROW_CHARS) this.#cells.set(column, cell);
  }

  /** null where there is nothing in it */
  done(merged: boolean): SheetRow | null {
    const tooLong = this.#chars > ROW_CHARS;
    if (this.#cells.size === 0 && !tooLong) return null;
    return { row: this.#row, cells: this.#cells, merged, tooLong };
  }
}
