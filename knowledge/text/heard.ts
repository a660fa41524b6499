/** What was typed by sound, and what it may mean. */
export interface Heard {
  /** as typed: gjj, gong'ji'jin, 公积jin, 公鸡金 */
  written: string;
  /** the likeliest first */
  words: readonly [string, ...string[]];
  /** letters of pinyin, or other signs that sound so */
  by: 'pinyin' | 'signs';
}

/** A text with what was typed by sound read as the likeliest words. */
export interface Hearing {
  text: string;
  heard: readonly Heard[];
}
