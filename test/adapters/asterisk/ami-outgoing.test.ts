import { expect } from 'chai';
import { AmiOutgoing } from '../../../bridge/adapters/asterisk/ami-outgoing.ts';

const text = (...lines: string[]) => Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
const ping = text('Action: Ping', 'ActionID: yhd-1');

describe('what leaves for the exchange', () => {
  let outgoing: AmiOutgoing;

  beforeEach(() => {
    outgoing = new AmiOutgoing();
    outgoing.announce({ action: 'Ping', actionId: 'yhd-1', headers: 2 });
  });

  it('is the action that was announced, whole, in whatever pieces it comes', () => {
    expect(outgoing.push(ping.subarray(0, 10))).to.deep.equal([]);
    expect(outgoing.push(ping.subarray(10))).to.deep.equal([{ bytes: ping, actionId: 'yhd-1' }]);
  });

  it('is nothing that was not asked for', () => {
    outgoing.push(ping);
    expect(() => outgoing.push(ping)).to.throw('nobody had asked for');
  });

  it('is no action with a header more, which a line break in a value would make', () => {
    expect(() => outgoing.push(text('Action: Ping', 'ActionID: yhd-1', 'Secret: hunter2'))).to.throw(
      /Action, ActionID, Secret$/,
    );
  });

  it('is no second action in the same write', () => {
    const two = Buffer.concat([ping, text('Action: Hangup', 'ActionID: yhd-1')]);
    expect(() => outgoing.push(two)).to.throw('nobody had asked for');
  });

  it('is no other action, no other id, and no line that is no header', () => {
    const wrong = [
      text('Action: Hangup', 'ActionID: yhd-1'),
      text('Action: Ping', 'ActionID: yhd-2'),
      text('Action: Ping', 'Action: Ping'),
      text('ActionID: yhd-1', 'ActionID: yhd-1'),
      text('Action: Ping', 'ActionID yhd-1'),
      text('Action: Ping', 'ActionID: yhd-1\nAction: Hangup'),
      text('Action: Ping', 'ActionID: yhd-1\0'),
    ];
    for (const bytes of wrong) {
      const fresh = new AmiOutgoing();
      fresh.announce({ action: 'Ping', actionId: 'yhd-1', headers: 2 });
      expect(() => fresh.push(bytes), bytes.toString()).to.throw();
    }
  });

  it('never grows without an end', () => {
    expect(() => outgoing.push(Buffer.alloc(70_000, 'a'))).to.throw('without an end');
  });
});
