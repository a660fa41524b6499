import { createSecretKey, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { References } from '../../../bridge/adapters/sqlite/personal/reference.ts';
import { restoreText } from '../../../bridge/adapters/sqlite/personal/restore.ts';
import { depersonalise } from '../../../bridge/adapters/sqlite/personal/seal.ts';
import { isPersonal } from '../../../bridge/domain/telephony/event.ts';
import { number, numberEverywhere, seen } from '../../domain/telephony/events-with-numbers.ts';
import { Site } from './builders.ts';

describe('a number in an event', function () {
  this.timeout(60_000);
  const references = new References(createSecretKey(randomBytes(32)));

  for (const event of numberEverywhere)
    it(`is sealed in ${event.type}, wherever it can stand, and comes back`, () => {
      const { text, values } = depersonalise(event, isPersonal, references);
      expect(text).to.not.contain(number);
      const back = restoreText(text, (ref) => values.get(ref) ?? 'lost');
      expect(JSON.parse(back)).to.deep.equal(event);
    });

  it('is told from the device of a seat and from the state number of one', () => {
    const member = { queue: 'policy', interface: 'PJSIP/1001', stateInterface: 'PJSIP/1001', device: 1 };
    for (const event of [
      { ...seen, type: 'device-changed', device: 'PJSIP/1001', state: 'INUSE' },
      { ...seen, type: 'member-seen', member },
    ])
      expect(depersonalise(event, isPersonal, references).values.size, event.type).to.equal(0);
  });

  it('is nowhere in the journal in the clear, and is read from it', async () => {
    const site = new Site();
    const store = await site.open();
    const writer = await store.journal.open('pbx/cs');
    const events = numberEverywhere;
    for (const event of events) writer.append(event.type, event);
    await writer.flush();
    const read = await store.journal.read('pbx/cs', 0, 100);
    expect(read.map(({ event }) => event)).to.deep.equal(events);
    for (const file of [site.file, `${site.file}-wal`])
      expect(readFileSync(file).includes(number), file).to.equal(false);
    await store.close();
    site.remove();
  });
});
