import { expect } from 'chai';
import { seatStateSchema, shownState } from '../../../bridge/domain/telephony/seat-state.ts';

describe('the state of a seat that a floor shows', () => {
  it('is that of the exchange while the page of its person is open', () => {
    for (const telephone of seatStateSchema.options) expect(shownState(telephone, false)).to.equal(telephone);
  });

  it('is never READY, on a call or in wrap-up while the page is lost', () => {
    const shown = seatStateSchema.options.map((telephone) => [telephone, shownState(telephone, true)]);
    expect(Object.fromEntries(shown)).to.deep.equal({
      READY: 'OFFLINE_HELD',
      RINGING: 'OFFLINE_HELD',
      TALKING: 'OFFLINE_HELD',
      HOLD: 'OFFLINE_HELD',
      CONSULT: 'OFFLINE_HELD',
      CONFERENCE: 'OFFLINE_HELD',
      OUTBOUND: 'OFFLINE_HELD',
      ACW: 'OFFLINE_HELD',
      BUSY: 'BUSY',
      BREAK: 'BREAK',
      OFFLINE: 'OFFLINE',
      LOGGED_OUT: 'LOGGED_OUT',
    });
  });
});
