/** A column that a template knows, by the name in its header. */
export interface Column {
  name: string;
  required: boolean;
  /** a text too long for one cell goes on in 正文续1, 正文续2, … */
  goesOn?: boolean;
  /** how to fill it in, for the notes of a template */
  note?: string;
  /** the only words that it takes */
  choices?: readonly string[];
}

export interface Template {
  name: string;
  columns: readonly Column[];
}

/** Sheet that our own templates carry; nobody needs to hear that it was not read. */
export const NOTES_SHEET = '填写说明';
