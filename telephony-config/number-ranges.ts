import { readFile, stat } from 'node:fs/promises';
import { type ConfigError, InvalidConfig } from './config-error.ts';

/** One line of the table of number ranges. */
export interface NumberRangeLine {
  prefix: string;
  /** GB/T 2260 */
  regionCode: string;
  name: string;
}

/** All of China's mobile ranges of seven digits are some 500,000. */
const mostLines = 1_000_000;
const mostBytes = 64 * 1024 * 1024;
const mostErrors = 20;
const header = '号段,区划代码,名称';

/**
 * Reads a site's table of number ranges: UTF-8, a line each, `prefix,region code,name`; lines that begin with `#` and
 * the header 号段,区划代码,名称 are passed over.
 *
 * @throws InvalidConfig with the first mistakes; a table that is half right is not used
 */
export async function readNumberRanges(file: string): Promise<NumberRangeLine[]> {
  const { size } = await stat(file).catch((error: unknown) => {
    throw new InvalidConfig([mistake(file, 1, unreadable(error))]);
  });
  if (size > mostBytes) throw new InvalidConfig([mistake(file, 1, tooLarge)]);
  return parseNumberRanges(await readFile(file, 'utf8'), file);
}

export function parseNumberRanges(text: string, file: string): NumberRangeLine[] {
  const ranges: NumberRangeLine[] = [];
  const errors: ConfigError[] = [];
  const seen = new Map<string, number>();
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = index + 1;
    const content = raw.trim();
    if (content === '' || content.startsWith('#') || content === header) continue;
    if (line > mostLines) {
      errors.push(mistake(file, line, tooLarge));
      break;
    }
    const [prefix = '', regionCode = '', name = '', ...rest] = content.split(',').map((cell) => cell.trim());
    const first = seen.get(prefix);
    if (!/^(?:0[1-9]\d{1,2}|1\d{2,10})$/.test(prefix)) errors.push(mistake(file, line, badPrefix(prefix)));
    else if (!/^\d{6}$/.test(regionCode)) errors.push(mistake(file, line, badRegion(regionCode)));
    else if (!/^[\p{Script=Han}A-Za-z0-9·]{1,40}$/u.test(name) || rest.length > 0)
      errors.push(mistake(file, line, badName));
    else if (first !== undefined) errors.push(mistake(file, line, twice(prefix, first)));
    else {
      seen.set(prefix, line);
      ranges.push({ prefix, regionCode, name });
    }
    if (errors.length >= mostErrors) break;
  }
  if (errors.length > 0) throw new InvalidConfig(errors);
  return ranges;
}

type Words = Pick<ConfigError, 'zh' | 'en' | 'remedyZh' | 'remedyEn'>;

function mistake(file: string, line: number, words: Words): ConfigError {
  return { file, line, column: 1, path: '', ...words };
}

const form = {
  remedyZh: '每行写“号段,区划代码,名称”，如 0731,430100,长沙市',
  remedyEn: 'write each line as prefix,region code,name, such as 0731,430100,长沙市',
};

const tooLarge: Words = {
  zh: `号段表超过 ${mostLines} 行或 ${mostBytes / 1024 / 1024} MB`,
  en: `the table has more than ${mostLines} lines or ${mostBytes / 1024 / 1024} MB`,
  remedyZh: '检查是不是选错了文件',
  remedyEn: 'check that it is the right file',
};

const badName: Words = {
  zh: '名称应为 1–40 个汉字、字母或数字，其后不再有列',
  en: 'the name is 1 to 40 Chinese characters, letters or digits, with no column after it',
  ...form,
};

function badPrefix(prefix: string): Words {
  const what = JSON.stringify(prefix.slice(0, 20));
  return {
    zh: `号段 ${what} 应为带 0 的区号，或以 1 开头的 3–11 位手机号前缀`,
    en: `${what} is neither an area code with its 0 nor the first 3 to 11 digits of a mobile number`,
    ...form,
  };
}

function badRegion(code: string): Words {
  const what = JSON.stringify(code.slice(0, 20));
  return {
    zh: `区划代码 ${what} 应为 6 位数字（GB/T 2260）`,
    en: `${what} is no region code of 6 digits (GB/T 2260)`,
    ...form,
  };
}

function twice(prefix: string, first: number): Words {
  return {
    zh: `号段 ${prefix} 在第 ${first} 行已有`,
    en: `${prefix} is there already, in line ${first}`,
    remedyZh: '只留一行',
    remedyEn: 'keep one of the lines',
  };
}

function unreadable(error: unknown): Words {
  const why = error instanceof Error ? error.message : String(error);
  return {
    zh: `号段表读不出来（${why}）`,
    en: `the table of number ranges cannot be read (${why})`,
    remedyZh: '检查 numberRangesFile 的路径和权限',
    remedyEn: 'check the path in numberRangesFile and its permissions',
  };
}
