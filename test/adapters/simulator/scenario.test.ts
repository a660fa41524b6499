import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from 'chai';
import { recordedBytes } from '../../../bridge/adapters/recording/recorded-stream.ts';
import { wireText } from '../../../bridge/adapters/simulator/exchange/message.ts';
import { scenario, scenarioNames } from '../../../bridge/adapters/simulator/scenario.ts';
import { recordingsSite } from '../../../bridge/adapters/simulator/scenarios/recordings-site.ts';
import { comparable } from './comparable-facts.ts';
import { site } from './followed-floor.ts';
import { bursts, readStream, type Stream } from './observed-stream.ts';

const folder = join(import.meta.dirname, '../../recordings');

/** What is not of the recording's kind: no call, or excluded because of its form. */
const notPlayed = /^busy|-with-media$|^snapshot-|^all-classes$|^gbk-name$/;

const toleranceSeconds = 0.05;

function fileOf(name: string): string {
  const here = join(folder, `${name}.ami`);
  return existsSync(here) ? here : join(folder, 'more', `${name}.ami`);
}

async function* bytesOf(name: string, seed: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from(
    scenario(name, seed)
      .map((message) => wireText(message))
      .join(''),
  );
}

describe('the scenarios against the recordings they are named after', () => {
  it('are played at the site of the recordings', () => {
    assert.deepEqual(recordingsSite, site);
  });

  for (const name of scenarioNames) {
    describe(name, () => {
      let played: Stream;
      let recorded: Stream;

      before(async () => {
        played = await readStream(bytesOf(name, 1), site);
        recorded = await readStream(recordedBytes(fileOf(name)), site);
      });

      it('tells the same events, in the same order, at the same times', () => {
        assert.deepEqual(inWords(played, recorded), inWords(recorded, recorded));
        const untimed = ({ observed }: Stream) =>
          observed.filter(({ at }) => at === null).map(({ what }) => what);
        assert.deepEqual(untimed(played), untimed(recorded));
      });

      it('comes to the same facts', () => {
        assert.deepEqual(
          comparable(played, recorded, toleranceSeconds),
          comparable(recorded, recorded, toleranceSeconds),
        );
      });
    });
  }

  it('leave out no recording of a call', () => {
    const recorded = recordings();
    assert.deepEqual(recorded.filter((name) => !notPlayed.test(name)).sort(), [...scenarioNames].sort());
  });

  it('are the same for the same seed, and differ in nothing that matters for another', async () => {
    for (const name of scenarioNames) {
      const text = (seed: number) =>
        scenario(name, seed)
          .map((message) => wireText(message))
          .join('');
      assert.equal(text(5), text(5));
      const one = await readStream(bytesOf(name, 5), site);
      const two = await readStream(bytesOf(name, 6), site);
      assert.deepEqual(comparable(one, two, toleranceSeconds), comparable(two, two, toleranceSeconds));
    }
  });
});

function recordings(): string[] {
  return [folder, join(folder, 'more')]
    .flatMap((each) => readdirSync(each))
    .flatMap((file) => /^(.+)\.ami(?:\.gz)?$/.exec(file)?.[1] ?? []);
}

/** The bursts as text; a time that is near enough to the other stream's is written as that one. */
function inWords(stream: Stream, other: Stream): string[] {
  const others = bursts(other.observed);
  return bursts(stream.observed).flatMap(({ at, whats }, i) => {
    const expected = others[i]?.at ?? Number.NaN;
    const time = Math.abs(at - expected) <= toleranceSeconds ? expected : at;
    return [`— ${time.toFixed(3)} s`, ...whats];
  });
}
