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
