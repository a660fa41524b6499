import { expect } from 'chai';
import fc from 'fast-check';
import {
  applyHelpAct,
  type HelpAct,
  type HelpRequests,
  openRequests,
} from '../../../bridge/domain/people/help-request.ts';

const none: HelpRequests = new Map();

function asked(requestId: string): HelpAct {
  return {
    type: 'help-asked',
    requestId,
    seat: '1001',
    interactionId: null,
    reason: '政策拿不准',
    words: '',
  };
}

const people = ['zhang', 'wang', 'li'];
const act = fc.oneof(
  fc.record({ act: fc.constantFrom('a', 'b', 'c').map(asked), by: fc.constantFrom(...people) }),
  fc.record({
    act: fc.record({
      type: fc.constant('help-answered' as const),
      requestId: fc.constantFrom('a', 'b', 'c'),
      words: fc.constant('马上到'),
    }),
    by: fc.constant('lead'),
  }),
  fc.record({
    act: fc.record({
      type: fc.constant('help-closed' as const),
      requestId: fc.constantFrom('a', 'b', 'c'),
      how: fc.constantFrom('done', 'withdrawn', 'over'),
    }),
    by: fc.constant('lead'),
  }),
);

describe('requests for help (求助)', () => {
  it('are open from the asking until somebody ends them, and keep what was answered', () => {
    let requests = applyHelpAct(none, asked('h-1'), 'zhang', 1000);
    const answered: HelpAct = { type: 'help-answered', requestId: 'h-1', words: '马上到' };
    requests = applyHelpAct(requests, answered, 'lead', 2000);
    expect(openRequests(requests)).to.have.lengthOf(1);
    expect(requests.get('zhang')).to.deep.include({
      askedAt: 1000,
      answers: [{ byId: 'lead', words: '马上到', at: 2000 }],
    });
    requests = applyHelpAct(requests, { type: 'help-closed', requestId: 'h-1', how: 'done' }, 'lead', 3000);
    expect(openRequests(requests)).to.deep.equal([]);
    expect(requests.get('zhang')?.done, 'who asked still reads it').to.deep.equal({ byId: 'lead', at: 3000 });
    requests = applyHelpAct(
      requests,
      { type: 'help-closed', requestId: 'h-1', how: 'withdrawn' },
      'zhang',
      4000,
    );
    expect(requests.size).to.equal(0);
  });

  it('of others are not touched, and who has waited longest is first', () => {
    let requests = applyHelpAct(none, asked('h-2'), 'wang', 2000);
    requests = applyHelpAct(requests, asked('h-1'), 'zhang', 1000);
    expect(openRequests(requests).map(({ id }) => id)).to.deep.equal(['h-1', 'h-2']);
    requests = applyHelpAct(requests, { type: 'help-closed', requestId: 'h-1', how: 'over' }, 'zhang', 3000);
    expect(openRequests(requests).map(({ id }) => id)).to.deep.equal(['h-2']);
  });

  it('are one a person at most, whatever acts come, and an act on none that is there changes nothing', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        let requests: HelpRequests = none;
        for (const [at, each] of acts.entries()) {
          const before = requests;
          requests = applyHelpAct(requests, each.act, each.by, at);
          const known = [...before.values()].some(({ id }) => id === each.act.requestId);
          if (each.act.type !== 'help-asked' && !known) expect(requests).to.equal(before);
          for (const [accountId, request] of requests) expect(request.accountId).to.equal(accountId);
        }
        const open = openRequests(requests);
        expect(open.map(({ askedAt }) => askedAt)).to.deep.equal(
          open.map(({ askedAt }) => askedAt).toSorted((a, b) => a - b),
        );
      }),
    );
  });
});
