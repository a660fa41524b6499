import { queueAdd, queuePause, queuePenalty, queueRemove } from '../manager.ts';
import { answersAfter, refusesAfter, silent } from './players.ts';
import type { Script } from './stage.ts';

/* What queues do by themselves, and changes of membership. Times are the recordings' own. */

export const queuesAndMembers: Readonly<Record<string, Script>> = {
  'member-changes': (stage) => {
    const line = 'PJSIP/1004';
    stage.order(0.118, (pbx) => queueAdd(pbx, 'policy', stage.member(line, { penalty: 2 })));
    stage.order(0.419, (pbx) => queuePause(pbx, null, line, true, '小休'));
    stage.order(1.22, (pbx) => queuePause(pbx, null, line, true, '培训'));
    stage.order(1.721, (pbx) => queuePause(pbx, null, line, false, ''));
    stage.order(1.722, (pbx) => queuePenalty(pbx, 'policy', line, 5));
    stage.order(2.023, (pbx) => queueRemove(pbx, 'policy', line));
  },

  'ring-all': (stage) => {
    for (const seat of ['1001', '1002', '1003']) stage.seated('disclosure', `PJSIP/${seat}`);
    stage.seat('1003').when(refusesAfter(0.501));
    stage.seat('1002').when(answersAfter(0.599));
    stage.seat('1001').when(silent);
    stage.citizen('13874801104').calls(0.867, '3').hangsUp(6.574);
    for (const seat of ['1001', '1002', '1003'])
      stage.order(6.874, (pbx) => queueRemove(pbx, 'disclosure', `PJSIP/${seat}`));
  },

  'seat-rejects-twice': (stage) => {
    stage.seat('1002').when(refusesAfter(0.502), answersAfter(0.501));
    stage.seat('1001').when(refusesAfter(0.503));
    stage.citizen('13874801127').calls(0.278).hangsUp(10.488);
  },

  'autopause-next-seat': (stage) => {
    stage.seated('disclosure', 'PJSIP/1001');
    stage.seat('1001').when(silent);
    stage.seat('1002').when(answersAfter(0.602));
    stage.citizen('13874801125').calls(0.21, '3').hangsUp(13.118);
    stage.order(6.613, (pbx) => queueAdd(pbx, 'disclosure', stage.member('PJSIP/1002')));
    stage.order(13.518, (pbx) => queuePause(pbx, null, 'PJSIP/1001', false, ''));
    stage.order(13.519, (pbx) => queueRemove(pbx, 'disclosure', 'PJSIP/1001'));
    stage.order(13.519, (pbx) => queueRemove(pbx, 'disclosure', 'PJSIP/1002'));
  },

  'same-seat-rung-again': (stage) => {
    stage.seat('1002').when(silent);
    stage.citizen('13874801103').calls(0.646).hangsUp(13.35);
  },

  'queue-wrapuptime': (stage) => {
    stage.seated('disclosure', 'PJSIP/1003');
    stage.seat('1003').when(answersAfter(0.601));
    stage.citizen('13874801105').calls(0.978, '3').hangsUp(5.182);
    stage.citizen('13874801106').calls(5.484, '3', 1.205).hangsUp(14.691);
    stage.order(14.991, (pbx) => queueRemove(pbx, 'disclosure', 'PJSIP/1003'));
  },

  'member-local-channel': (stage) => {
    const one = 'Local/1002@seats';
    const two = 'Local/1001@seats/n';
    stage.nobodyIn('policy');
    stage.seated('policy', two, { stateInterface: 'PJSIP/1001' });
    stage.seated('policy', one, { stateInterface: 'PJSIP/1002' });
    stage.seat('1002').when(answersAfter(0.602));
    stage.seat('1001').when(answersAfter(0.6));
    stage.citizen('13874801113').calls(0.758).hangsUp(5.964);
    stage.citizen('13874801114').calls(7.467).hangsUp(12.672);
    stage.order(13.173, (pbx) => queueRemove(pbx, 'policy', two));
    stage.order(13.1734, (pbx) => queueRemove(pbx, 'policy', one));
  },
};
