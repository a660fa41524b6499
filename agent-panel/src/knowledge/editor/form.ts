import type { Content } from '../../../../bridge/protocol/content.ts';

/**
 * What is typed into an entry's form: texts, as fields have them. A list is one a line, a table is rows of texts. It
 * becomes a content only when it is saved, so half a date is kept like everything else.
 */
export type Row = Readonly<Record<string, string>>;
export type Value = string | readonly Row[];
export type Values = Readonly<Record<string, Value>>;

export type Option = readonly [value: string, word: string];

export interface Column {
  key: string;
  label: string;
  /** only what the row cannot be without */
  needed?: true;
}

/** `key` is the path of what it becomes: `commencement.basis`. */
export type Field = {
  key: string;
  label: string;
  needed?: true;
  hint?: string;
} & (
  | { as: 'line' | 'day' | 'region' | 'topic' | 'files' | 'basis' | 'clauses' }
  | { as: 'text'; rows: number; most?: number; aloud?: true }
  /** one a line */
  | { as: 'list'; rows: number }
  | { as: 'choice'; options: readonly Option[] }
  /** any of them */
  | { as: 'choices'; options: readonly string[] }
  | { as: 'rows'; columns: readonly Column[] }
);

export interface FieldGroup {
  name: string;
  fields: readonly Field[];
}

/** What keeps the typed from being a content, by the key of the field. */
export type Faults = ReadonlyMap<string, string>;

export interface Candidate {
  /** not yet checked by the schema */
  content: unknown;
  faults: Faults;
}

/** The form of one kind of entry. */
export interface Form<C extends Content> {
  /** those that have a meaning for what is typed so far */
  groups(values: Values): readonly FieldGroup[];
  empty(regionCode: string): Values;
  valuesOf(content: C): Values;
  /** `base` holds what the form has no field for; null for a new entry */
  candidate(values: Values, base: C | null): Candidate;
}

/** As the shelf keeps them. */
export function writable(values: Values): Record<string, string | Record<string, string>[]> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : value.map((row) => ({ ...row })),
    ]),
  );
}

export function textOf(values: Values, key: string): string {
  const value = values[key];
  return typeof value === 'string' ? value.trim() : '';
}

/** With the blanks at its ends: of a text that is taken letter by letter. */
export function rawTextOf(values: Values, key: string): string {
  const value = values[key];
  return typeof value === 'string' ? value : '';
}

export function listOf(values: Values, key: string): string[] {
  return rawTextOf(values, key)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Rows in which nothing was typed are none. */
export function rowsOf(values: Values, key: string): readonly Row[] {
  const value = values[key];
  if (value === undefined || typeof value === 'string') return [];
  return value.filter((row) => Object.values(row).some((cell) => cell.trim() !== ''));
}

export function dayOf(values: Values, key: string): string | null {
  return textOf(values, key) || null;
}

export function filesOf(values: Values, key: string): object[] {
  return rowsOf(values, key).map(({ bytes, ...file }) => ({ ...file, bytes: Number(bytes) }));
}

export function fileRows(
  files: readonly { name: string; sha256: string; mediaType: string; bytes: number }[],
) {
  return files.map((file): Row => ({ ...file, bytes: String(file.bytes) }));
}

export function options(names: readonly string[]): Option[] {
  return names.map((name) => [name, name]);
}
