/** Numbers from 0 up to 1 that are the same in every run (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The bytes in chunks that end at so many random places. */
export function cutAtRandom(bytes: Buffer, cuts: number, seed: number): Buffer[] {
  const next = chance(seed);
  const places = Array.from({ length: cuts }, () => Math.floor(next() * (bytes.length + 1))).sort(
    (a, b) => a - b,
  );
  return [...places, bytes.length].map((place, i) => bytes.subarray(places[i - 1] ?? 0, place));
}

const end = Buffer.from('\r\n\r\n');

/** Whole messages, each with the empty line that ends it. */
export function wholeMessages(bytes: Buffer): Buffer[] {
  const messages: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const found = bytes.indexOf(end, from);
    const to = found < 0 ? bytes.length : found + end.length;
    messages.push(bytes.subarray(from, to));
    from = to;
  }
  return messages;
}

/**
 * The bytes as two connections would have brought them, of which the second one came up before the first one was lost:
 * so many events before the place are in both.
 */
export function overlapping(bytes: Buffer, place: number, events: number): [Buffer, Buffer] {
  const messages = wholeMessages(bytes);
  const first = messages.slice(0, place);
  let begin = place;
  for (let shared = 0; begin > 0 && shared < events; ) {
    begin -= 1;
    if (messages[begin]?.toString('latin1').startsWith('Event: ')) shared += 1;
  }
  return [Buffer.concat(first), Buffer.concat(messages.slice(begin))];
}
