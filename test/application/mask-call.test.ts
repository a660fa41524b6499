import { expect } from 'chai';
import { createObserver } from '../../bridge/adapters/asterisk/observe.ts';
import { maskEvent } from '../../bridge/application/mask-call.ts';
import type { TelephonyEvent } from '../../bridge/domain/telephony/event.ts';
import { recording, recordings, replayed } from '../adapters/asterisk/recordings.ts';
import { number, numberEverywhere, seen } from '../domain/telephony/events-with-numbers.ts';

/** A path is known by a UUID, a channel by a counter; both may hold seven digits that are nobody's. */
const path = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const channelCounter = /-[0-9a-f]{8}(?:;[12])?$/;
const uniqueId = /^\d{10}\.\d+$/;

/** Texts of an event, at any depth, that still show seven digits in a row. */
function shown(value: unknown): string[] {
  if (typeof value === 'string') {
    const rest = value.replace(path, '').replace(channelCounter, '');
    return !uniqueId.test(value) && /\d{7}/.test(rest) ? [value] : [];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(shown) : [];
}

describe('an event without its numbers', () => {
  for (const file of recordings)
    it(`shows none of ${file}`, async () => {
      const observer = createObserver();
      const { messages } = await replayed(recording(file));
      const left = messages
        .flatMap((message) => observer.message(message, 0))
        .flatMap((event) => shown(maskEvent(event)));
      expect(left).to.deep.equal([]);
    });

  for (const event of numberEverywhere)
    it(`shows none of ${event.type}, wherever it can stand`, () => {
      expect(JSON.stringify(event)).to.contain(number);
      expect(JSON.stringify(maskEvent(event))).to.not.contain(number);
    });

  it('shows none that is written with separators', () => {
    const leg = { leg: '1795485600.1', call: '1795485600.1', channel: 'PJSIP/trunk-00000012' };
    const joined: TelephonyEvent = {
      ...seen,
      ...leg,
      type: 'queue-joined',
      dialled: '9 0731-88665432',
      number: '138 7480 1115',
      queue: 'policy',
      position: 1,
      waiting: 1,
    };
    expect(maskEvent(joined)).to.deep.include({ ...leg, dialled: '907****5432', number: '138****1115' });
    const moved: TelephonyEvent = {
      ...seen,
      ...leg,
      type: 'transferred-blind',
      dialled: '_attended',
      transferee: null,
      target: '0731 8866 5432',
      result: 'Success',
    };
    expect(maskEvent(moved)).to.deep.include({ dialled: '_attended', target: '073****5432' });
  });

  it('keeps extensions, seats and their lines readable', () => {
    const member = {
      queue: 'policy',
      interface: 'Local/13900001111@seats',
      stateInterface: 'Local/13900001111@seats',
      penalty: 0,
      paused: false,
      reason: '',
      device: 1,
    };
    expect(maskEvent({ ...seen, type: 'member-seen', member: { ...member, name: '' } })).to.deep.include({
      member: { ...member, name: '' },
    });
    const offered: TelephonyEvent = {
      ...seen,
      type: 'dial-began',
      from: '1795485600.1',
      fromCall: '1795485600.1',
      fromDialled: '12345',
      to: '1795485600.2',
      toCall: '1795485600.1',
      toChannel: 'PJSIP/1001-00000015',
      dialString: 'PJSIP/1001',
    };
    expect(maskEvent(offered)).to.deep.equal(offered);
    const device: TelephonyEvent = { ...seen, type: 'device-changed', device: 'PJSIP/1001', state: 'INUSE' };
    expect(maskEvent(device)).to.deep.equal(device);
  });
});
