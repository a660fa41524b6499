import { readFile } from 'node:fs/promises';
import { type Document, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';
import { type ConfigError, InvalidConfig } from './config-error.ts';
import { crossCheck } from './cross-checks.ts';
import { explain } from './explain.ts';
import { type KeyPath, type Place, pathText, placeOfKey, placeOfValue } from './positions.ts';
import { type HotlineConfig, hotlineSchema } from './schema.ts';

export type Loaded = { ok: true; config: HotlineConfig } | { ok: false; errors: ConfigError[] };

/** Reads one site from the text of a `hotline.yaml`. A wrong file gives all its errors and no configuration. */
export function loadConfig(text: string, file: string): Loaded {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (path: KeyPath) => placeOfValue(document, lines, path);
  const [first] = document.errors;
  if (first !== undefined) return refused([syntaxError(first, file, lines)]);

  keepDigits(document);
  const data = toData(document);
  if (data === TOO_MANY_ALIASES) return refused([errorAt(file, [], place([]), TOO_MANY_ALIASES)]);
  const parsed = hotlineSchema.safeParse(data, { reportInput: true });
  if (!parsed.success) {
    return refused(
      parsed.error.issues
        .flatMap((issue) => explain(issue, hotlineSchema))
        .map(({ path, key, ...words }) =>
          errorAt(
            file,
            key === undefined ? path : [...path, key],
            key === undefined ? place(path) : placeOfKey(document, lines, path, key),
            words,
          ),
        ),
    );
  }
  const found = crossCheck(parsed.data, seatPaths(data));
  if (found.length > 0)
    return refused(found.map(({ path, ...words }) => errorAt(file, path, place(path), words)));
  return { ok: true, config: parsed.data };
}

/** As `loadConfig`, from a file; throws `InvalidConfig` with all errors. */
export async function readConfig(file: string): Promise<HotlineConfig> {
  const loaded = loadConfig(await readFile(file, 'utf8'), file);
  if (!loaded.ok) throw new InvalidConfig(loaded.errors);
  return loaded.config;
}

function refused(errors: ConfigError[]): Loaded {
  return { ok: false, errors: errors.sort((one, two) => one.line - two.line || one.column - two.column) };
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

/** A row `{ from, to }` becomes many seats; each keeps the path of the entry it came from. */
function seatPaths(data: unknown): KeyPath[] {
  const { seats } = data as { seats: { from?: unknown; to?: unknown }[] };
  return seats.flatMap((entry, index) => {
    const count = entry.from === undefined ? 1 : Number(entry.to) - Number(entry.from) + 1;
    return Array.from({ length: count }, (): KeyPath => ['seats', index]);
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
