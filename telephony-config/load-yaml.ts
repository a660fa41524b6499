import { type Document, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';
import type { z } from 'zod';
import type { ConfigError } from './config-error.ts';
import { explain } from './explain.ts';
import { type KeyPath, type Place, pathText, placeOfKey, placeOfValue } from './positions.ts';
import type { Refusal } from './schema/told.ts';

export type LoadedYaml<T> =
  | {
      ok: true;
      value: T;
      /** as it was written */
      data: unknown;
      /** what is wrong beside the shape of it, told where it stands */
      refuse(found: readonly (Refusal & { path: KeyPath })[]): ConfigError[];
    }
  | { ok: false; errors: ConfigError[] };

/** Reads a file of ours from its text. A wrong one gives all its errors, in order, and nothing else. */
export function loadYaml<S extends z.ZodType>(
  text: string,
  file: string,
  schema: S,
): LoadedYaml<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (path: KeyPath) => placeOfValue(document, lines, path);
  const [first] = document.errors;
  if (first !== undefined) return { ok: false, errors: [syntaxError(first, file, lines)] };

  keepDigits(document);
  const data = toData(document);
  if (data === TOO_MANY_ALIASES)
    return { ok: false, errors: [errorAt(file, [], place([]), TOO_MANY_ALIASES)] };
  const parsed = schema.safeParse(data, { reportInput: true });
  if (!parsed.success) {
    const errors = parsed.error.issues
      .flatMap((issue) => explain(issue, schema))
      .map(({ path, key, ...words }) =>
        errorAt(
          file,
          key === undefined ? path : [...path, key],
          key === undefined ? place(path) : placeOfKey(document, lines, path, key),
          words,
        ),
      );
    return { ok: false, errors: inOrder(errors) };
  }
  return {
    ok: true,
    value: parsed.data,
    data,
    refuse: (found) => inOrder(found.map(({ path, ...words }) => errorAt(file, path, place(path), words))),
  };
}

function inOrder(errors: ConfigError[]): ConfigError[] {
  return errors.sort((one, two) => one.line - two.line || one.column - two.column);
}

type Words = Omit<ConfigError, 'file' | 'line' | 'column' | 'path'>;

function errorAt(file: string, path: KeyPath, { line, column }: Place, words: Words): ConfigError {
  const { zh, en, remedyZh, remedyEn } = words;
  return { file, line, column, path: pathText(path), zh, en, remedyZh, remedyEn };
}

const TOO_MANY_ALIASES = {
  zh: '别名（&、*）展开过多',
  en: 'too many aliases (& and *)',
  remedyZh: '把内容直接写出来',
  remedyEn: 'write the values out',
};

/** The plain data of a file; a few aliases are fine, a bomb of them is refused. */
function toData(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (error instanceof ReferenceError) return TOO_MANY_ALIASES;
    throw error;
  }
}

/** YAML reads 0731 as the number 731 and rounds long numbers; telephone digits stay as they were written. */
function keepDigits(document: Document): void {
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'number' && node.source !== undefined && String(node.value) !== node.source) {
        if (/^[0-9]+$/.test(node.source)) node.value = node.source;
      }
    },
  });
}

const SYNTAX_WORDS: Partial<Record<YAMLError['code'], { zh: string; en: string }>> = {
  DUPLICATE_KEY: { zh: '同一个键写了两次', en: 'the same key twice' },
  TAB_AS_INDENT: { zh: '缩进不能用制表符（Tab），要用空格', en: 'indent with blanks, not with tabs' },
  BAD_INDENT: { zh: '缩进没有对齐', en: 'the indentation does not line up' },
  BLOCK_AS_IMPLICIT_KEY: {
    zh: '缩进没有对齐，或冒号后少了空格',
    en: 'bad indentation, or no blank after a colon',
  },
  MISSING_CHAR: { zh: '少了引号、括号、冒号或短横', en: 'a quote, bracket, colon or dash is missing' },
  MULTIPLE_DOCS: { zh: '一个文件只能写一个站点（不能有 ---）', en: 'one site a file: no `---` inside' },
};

function syntaxError(error: YAMLError, file: string, lines: LineCounter): ConfigError {
  const { line, col } = lines.linePos(error.pos[0]);
  const words = SYNTAX_WORDS[error.code] ?? { zh: 'YAML 语法错误', en: 'YAML syntax error' };
  return {
    file,
    line,
    column: col,
    path: '',
    zh: words.zh,
    en: `${words.en} (${error.code})`,
    remedyZh: '改好这一处再试，后面的内容还没有检查',
    remedyEn: 'mend this first; what follows has not been checked yet',
  };
}
