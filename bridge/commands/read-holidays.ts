import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type HolidayYear, holidayYearSchema } from '../domain/calendar/holiday-year.ts';
import { StartRefused } from './start-refused.ts';

const shipped = join(import.meta.dirname, '../../telephony-config/holidays');

/**
 * 放假安排, a file a year: those that come with the product, and the site's own in place of them.
 * @throws StartRefused for a folder that cannot be read, or a file that is not in order: a wrong day must not be told
 */
export async function readHolidays(folder: string | null): Promise<HolidayYear[]> {
  const years = new Map<number, HolidayYear>();
  for (const one of [shipped, ...(folder === null ? [] : [folder])])
    for (const year of await readFolder(one)) years.set(year.year, year);
  return [...years.values()].sort((one, other) => one.year - other.year);
}

async function readFolder(folder: string): Promise<HolidayYear[]> {
  let files: string[];
  try {
    files = await readdir(folder);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new StartRefused(
      `放假安排文件夹 ${folder} 读不了（${code}）。请核对 rules.holidaysFolder 和权限；不用自己的安排，就删去这一行。`,
      `The folder of holiday notices ${folder} cannot be read (${code}). Check rules.holidaysFolder, or leave it out.`,
    );
  }
  const years: HolidayYear[] = [];
  for (const file of files.filter((name) => /^\d{4}\.json$/.test(name)).sort())
    years.push(readYear(join(folder, file), file.slice(0, 4), await readFile(join(folder, file), 'utf8')));
  return years;
}

function readYear(file: string, named: string, text: string): HolidayYear {
  const refuse = (zh: string, en: string) =>
    new StartRefused(
      `放假安排 ${file}：${zh}。请按国务院办公厅的通知更正后再启动。`,
      `Holiday notice ${file}: ${en}. Correct it by the notice and start again.`,
    );
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw refuse(`不是 JSON（${why}）`, `no JSON (${why})`);
  }
  const result = holidayYearSchema.safeParse(parsed);
  if (!result.success) {
    const [issue] = result.error.issues;
    const where = issue?.path.join('.') || '文件';
    throw refuse(`${where} 不合要求，${issue?.message ?? ''}`, `${where}: ${issue?.message ?? ''}`);
  }
  if (String(result.data.year) !== named)
    throw refuse(
      `文件名是 ${named} 年，内容是 ${result.data.year} 年`,
      `named ${named}, tells of ${result.data.year}`,
    );
  return result.data;
}
