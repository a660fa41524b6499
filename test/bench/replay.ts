import { join } from 'node:path';
import { percentile } from './percentile.ts';
import { Child } from './processes.ts';
import type { ReplayCalls } from './replay-calls.ts';
import type { Measured } from './verdict.ts';

const file = join(import.meta.dirname, '../recordings/more/busy-music.ami.gz');
const warmUps = 2;
const passes = 8;

/** A busy floor's recording through `replay`, in turn with asterisk-manager alone on the same bytes. */
export async function replayed(): Promise<Measured[]> {
  await using parts = new AsyncDisposableStack();
  const [ours, theirs] = [
    Child.start<ReplayCalls>('replay-process.ts'),
    Child.start<ReplayCalls>('replay-process.ts'),
  ];
  for (const child of [ours, theirs]) parts.defer(() => child.end());
  const rates = { ours: [] as number[], theirs: [] as number[] };
  let counted = 0;
  for (let pass = 0; pass < warmUps + passes; pass += 1) {
    const mine = await ours.ask('replayed', { file });
    const its = await theirs.ask('parsed', { file });
    counted = its.events;
    if (pass < warmUps) continue;
    // The same bytes hold the same events, whoever counts them and drops some as noise.
    rates.ours.push(its.events / mine.seconds);
    rates.theirs.push(its.events / its.seconds);
  }
  return [
    {
      name: 'replay',
      ours: percentile(rates.ours, 0.5),
      peer: percentile(rates.theirs, 0.5),
      peerName: 'asterisk-manager alone on the same bytes',
      unit: 'events/s',
      target: { ratioAtLeast: 0.5 },
      notes: [`busy-music.ami.gz: ${counted} events; median of ${passes} passes`],
    },
  ];
}
