import { expect } from 'chai';
import { sourceActBodySchema } from '../../bridge/protocol/knowledge-sources.ts';

describe('what is asked of a source', () => {
  it('is a run that reads what has changed and withdraws little, unless more is said', () => {
    const act = sourceActBodySchema.parse({ commandId: 'c1', act: 'run' });
    expect(act).to.deep.equal({ commandId: 'c1', act: 'run', whole: false, acceptGone: false });
  });

  it('is no pause without a reason, and nothing that is not known', () => {
    for (const body of [
      { commandId: 'c1', act: 'pause', reason: ' ' },
      { commandId: 'c1', act: 'resume', whole: true },
      { commandId: 'c 1', act: 'resume' },
      { commandId: 'c1', act: 'remove' },
    ])
      expect(sourceActBodySchema.safeParse(body).success, JSON.stringify(body)).to.equal(false);
  });
});
