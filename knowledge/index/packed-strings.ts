/**
 * Strings by number, in one array of code units and one of ends: half a million of them as objects would be most of an
 * index, could not be handed to another thread and would have to be made anew at each start.
 */
export class PackedStrings {
  readonly size: number;
  readonly units: Uint16Array;
  /** by string, where its units end; they begin where those of the one before end */
  readonly ends: Uint32Array;

  constructor(units: Uint16Array, ends: Uint32Array) {
    this.units = units;
    this.ends = ends;
    this.size = ends.length;
  }

  /** '' where there is none */
  at(number: number): string {
    return String.fromCharCode(...this.units.subarray(this.#start(number), this.ends[number]));
  }

  /** By UTF-16 units, as `sort()` does: below 0 where the string comes before the other. */
  compare(number: number, other: string): number {
    const from = this.#start(number);
    const length = (this.ends[number] ?? 0) - from;
    const common = Math.min(length, other.length);
    for (let at = 0; at < common; at += 1) {
      const difference = (this.units[from + at] ?? 0) - other.charCodeAt(at);
      if (difference !== 0) return difference;
    }
    return length - other.length;
  }

  beginsWith(number: number, prefix: string): boolean {
    const from = this.#start(number);
    if ((this.ends[number] ?? 0) - from < prefix.length) return false;
    for (let at = 0; at < prefix.length; at += 1)
      if (this.units[from + at] !== prefix.charCodeAt(at)) return false;
    return true;
  }

  #start(number: number): number {
    return number === 0 ? 0 : (this.ends[number - 1] ?? 0);
  }
}

export function pack(strings: readonly string[]): { units: Uint16Array; ends: Uint32Array } {
  const ends = new Uint32Array(strings.length);
  let length = 0;
  strings.forEach((each, number) => {
    length += each.length;
    ends[number] = length;
  });
  const units = new Uint16Array(length);
  let at = 0;
  for (const each of strings)
    for (let unit = 0; unit < each.length; unit += 1) {
      units[at] = each.charCodeAt(unit);
      at += 1;
    }
  return { units, ends };
}
