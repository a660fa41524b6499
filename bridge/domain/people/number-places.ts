import type { Region } from './region.ts';

/** Numbers that begin with `prefix` belong to a region: an area code with its 0, or the first digits of a mobile number. */
export interface NumberRange extends Region {
  prefix: string;
}

export interface NumberPlace extends Region {
  /** what it rests on, for people */
  basis: string;
}

const longestPrefix = 11;
const country = /^(?:\+|00)86(?=\d)/;

/** Where a number is from, by a table of a site's own. What the table does not say is not guessed. */
export class NumberPlaces {
  readonly #ranges: ReadonlyMap<string, Region>;

  constructor(ranges: Iterable<NumberRange>) {
    this.#ranges = new Map(
      Array.from(ranges, ({ prefix, regionCode, name }) => [prefix, { regionCode, name }]),
    );
  }

  /** By the longest prefix. Null where nothing is known, and for a number that is no whole one of a citizen. */
  of(number: string | null): NumberPlace | null {
    if (number === null || this.#ranges.size === 0) return null;
    const national = number.replace(country, '');
    // A mobile number that a trunk delivers with a leading 0 is not one of an area code: none begins with 01 but 010.
    const digits = /^01[3-9]\d{9}$/.test(national) ? national.slice(1) : national;
    if (!/^\d{10,12}$/.test(digits)) return null;
    for (let length = longestPrefix; length > 1; length -= 1) {
      const region = this.#ranges.get(digits.slice(0, length));
      if (region !== undefined) return { ...region, basis: digits.startsWith('0') ? '区号' : '号段' };
    }
    return null;
  }
}
