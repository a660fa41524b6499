import { type HolidayYear, isWeekend } from './holiday-year.ts';

const DAY_MS = 86_400_000;

/** A day that was counted to, and the years of which no 放假安排 was there: they were counted by weekends alone. */
export interface CountedDay {
  /** 'YYYY-MM-DD' */
  day: string;
  guessedYears: readonly number[];
}

/** 工作日: Monday to Friday, without 放假, with 调休. */
export class WorkingDays {
  readonly #years: ReadonlyMap<number, HolidayYear>;

  constructor(years: readonly HolidayYear[]) {
    this.#years = new Map(years.map((year) => [year.year, year]));
  }

  isWorkingDay(day: string): boolean {
    const year = this.#years.get(yearOf(day));
    if (year?.work.includes(day)) return true;
    if (year?.off.some(({ from, to }) => from <= day && day <= to)) return false;
    return !isWeekend(day);
  }

  /**
   * The `count`-th working day after `day`, which itself is not counted (期间开始之日不计入).
   * @throws RangeError for a count below one or a day that is none
   */
  after(day: string, count: number): CountedDay {
    if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`${count} working days`);
    const guessed = new Set<number>();
    let at = Date.parse(`${day}T00:00:00Z`);
    if (!Number.isFinite(at)) throw new RangeError(`no day: ${day}`);
    let reached = day;
    for (let left = count; left > 0; ) {
      at += DAY_MS;
      reached = new Date(at).toISOString().slice(0, 10);
      if (!this.#years.has(yearOf(reached))) guessed.add(yearOf(reached));
      if (this.isWorkingDay(reached)) left -= 1;
    }
    return { day: reached, guessedYears: [...guessed] };
  }

  /** The 放假安排 that days from `from` to `to` were counted by. */
  noticesFor(from: string, to: string): HolidayYear[] {
    return [...this.#years.values()].filter(({ year }) => yearOf(from) <= year && year <= yearOf(to));
  }
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}
