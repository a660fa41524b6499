/** A document as lines in reading order, whatever its format. */
export interface DocumentLines {
  lines: string[];
  /** what was seen and not read, in words: embedded objects, pictures */
  notes: { code: string; words: string }[];
}

/** Characters of a whole document; the longest law has 100,000 (民法典). */
export const MOST_CHARACTERS = 2_000_000;
