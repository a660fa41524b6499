import { expect } from 'chai';
import type { ActionAnswer } from '../../../bridge/adapters/asterisk/ami-actions.ts';
import { amiMessage } from '../../../bridge/adapters/asterisk/ami-message.ts';
import type { AmiAction } from '../../../bridge/adapters/asterisk/ami-values.ts';
import { askForLegs } from '../../../bridge/adapters/asterisk/asked-state.ts';

const [here, gone] = ['1795511224.9', '1795511224.10'];

describe('legs that Asterisk is asked for', () => {
  /** what the exchange says of a channel; Success where nothing is said */
  let answers: Record<string, ActionAnswer>;
  let sent: AmiAction[];

  beforeEach(() => {
    answers = { [gone]: answered('Error', 'No such channel') };
    sent = [];
  });

  const ask = async (action: AmiAction): Promise<ActionAnswer> => {
    sent.push(action);
    const channel = action.Channel;
    return (
      answers[typeof channel === 'string' ? channel : ''] ?? answered('Success', 'Channel status will follow')
    );
  };
  const run = (...legs: string[]) => askForLegs(ask, legs);

  it('are asked for by their unique ids; those it knows live, those it does not know do not', async () => {
    expect(await run(here, gone)).to.deep.equal({ outcome: 'told', living: new Set([here]) });
    expect(sent).to.deep.equal([
      { Action: 'Status', Channel: here },
      { Action: 'Status', Channel: gone },
    ]);
  });

  it('are not taken for gone because it refuses, cannot be reached or does not answer', async () => {
    answers[here] = answered('Error', 'Permission denied');
    expect(await run(gone, here)).to.deep.equal({ outcome: 'refused', message: 'Permission denied' });
    for (const outcome of ['unreachable', 'timed-out'] as const) {
      answers[here] = { outcome, message: 'closed' };
      expect(await run(gone, here)).to.deep.equal({ outcome, message: 'closed' });
    }
    answers[here] = { outcome: 'invalid', message: 'Status: Channel contains a line break' };
    expect(await run(gone, here)).to.have.property('outcome', 'refused');
  });
});

function answered(response: string, message: string): ActionAnswer {
  const said = amiMessage({ response, message });
  if (said === null) throw new Error('no response');
  return { outcome: 'answered', response: said, items: [] };
}
