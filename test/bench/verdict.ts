/** What a measurement has to reach. The ratio is ours by the peer's; `ours` is in the unit of the measurement. */
export interface Target {
  ratioAtMost?: number;
  ratioAtLeast?: number;
  oursAtMost?: number;
}

export interface Measured {
  name: string;
  ours: number;
  peer: number;
  peerName: string;
  unit: string;
  target: Target;
  /** what else was seen, for who reads the table */
  notes?: readonly string[];
}

/** One line of the bench. */
export interface Verdict {
  name: string;
  ours: number;
  peer: number;
  peerName: string;
  unit: string;
  ratio: number;
  target: string;
  ok: boolean;
}

/** What could not be measured has not been reached. */
export function judge({ name, ours, peer, peerName, unit, target }: Measured): Verdict {
  const ratio = ours / peer;
  const { ratioAtMost, ratioAtLeast, oursAtMost } = target;
  const bounds: { words: string; reached: boolean }[] = [];
  if (ratioAtMost !== undefined)
    bounds.push({ words: `ratio ≤ ${ratioAtMost}`, reached: ratio <= ratioAtMost });
  if (ratioAtLeast !== undefined)
    bounds.push({ words: `ratio ≥ ${ratioAtLeast}`, reached: ratio >= ratioAtLeast });
  if (oursAtMost !== undefined)
    bounds.push({ words: `ours ≤ ${oursAtMost} ${unit}`, reached: ours <= oursAtMost });
  const measured = Number.isFinite(ours) && Number.isFinite(peer) && ours > 0 && peer > 0;
  return {
    name,
    ours: rounded(ours),
    peer: rounded(peer),
    peerName,
    unit,
    ratio: rounded(ratio),
    target: bounds.length === 0 ? 'none' : bounds.map(({ words }) => words).join(' and '),
    ok: measured && bounds.every(({ reached }) => reached),
  };
}

/** Four digits: more is noise. */
function rounded(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(4)) : value;
}
