/** The first place of [from, to) that does not lie before what is looked for; `to` if all do. */
export function firstFrom(from: number, to: number, liesBefore: (place: number) => boolean): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (liesBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same among ascending numbers: the first place whose number is not below `least`. Most of a question's time is spent here. */
export function firstNotBelow(numbers: Uint32Array, from: number, to: number, least: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
