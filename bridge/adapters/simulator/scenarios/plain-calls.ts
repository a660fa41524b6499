import { originateCall, queueAdd, queuePause, queueRemove } from '../manager.ts';
import { answersAfter, refusesAfter, silent } from './players.ts';
import type { Script } from './stage.ts';

/* One citizen after the other, queues and seats, nobody handed on. Times are the recordings' own. */

export const plainCalls: Readonly<Record<string, Script>> = {
  'caller-hangs-up': (stage) => {
    stage.seat('1002').when(answersAfter(0.601));
    stage.citizen('13874801001', 'Wang').calls(0.973).hangsUp(7.178);
  },

  'seat-hangs-up-then-rating': (stage) => {
    stage.seat('1002').when(answersAfter(0.6)).hangsUp(6.393);
    stage.citizen('13874801002').calls(0.686).rates('5', 2);
  },

  'caller-abandons': (stage) => {
    stage.seat('1002').when(silent);
    stage.citizen('073184801003').calls(0.91).hangsUp(7.313);
  },

  'ring-no-answer-next-seat': (stage) => {
    stage.order(0.826, (pbx) => queuePause(pbx, null, 'PJSIP/1002', true, 'break'));
    stage.seat('1001').when(silent);
    stage.order(6.535, (pbx) => queuePause(pbx, null, 'PJSIP/1002', false, ''));
    // just before its ring time is over
    stage.order(8.03, (pbx) => queuePause(pbx, null, 'PJSIP/1001', true, 'no answer'));
    stage.seat('1002').when(answersAfter(0.6));
    stage.order(17.044, (pbx) => queuePause(pbx, null, 'PJSIP/1001', false, ''));
    stage.citizen('13874801004').calls(0.829).hangsUp(17.045);
  },

  'seat-rejects': (stage) => {
    stage.seat('1001').when(refusesAfter(0.5));
    stage.seat('1002').when(answersAfter(0.702));
    stage.citizen('13874801005').calls(0.553).hangsUp(10.762);
  },

  'hold-unhold': (stage) => {
    stage.seat('1002').when(answersAfter(0.603)).holds(5.105).resumes(8.109).holds(9.609);
    stage.citizen('13874801011').calls(0.901, '1', 1.206).hangsUp(10.61);
  },

  'hold-with-music': (stage) => {
    stage.seat('1002').when(answersAfter(0.602)).holds(4.71).resumes(7.213);
    stage.citizen('13874801107').calls(0.503).hangsUp(8.714);
  },

  'join-empty': (stage) => {
    stage.citizen('13874801012').calls(0.836, '3');
  },

  'queue-timeout': (stage) => {
    stage.seat('1003').when(silent);
    stage.citizen('13874801013').calls(0.554, '4');
  },

  'leave-empty': (stage) => {
    stage.seat('1002').when(silent);
    stage.citizen('13874801014').calls(0.287);
    stage.order(3.991, (pbx) => queueRemove(pbx, 'policy', 'PJSIP/1001'));
    stage.order(3.992, (pbx) => queueRemove(pbx, 'policy', 'PJSIP/1002'));
    for (const seat of ['1001', '1002'])
      stage.order(7.5, (pbx) => queueAdd(pbx, 'policy', stage.member(`PJSIP/${seat}`)));
  },

  'caller-leaves-before-queue': (stage) => {
    stage.citizen('13874801118').calls(0.73, null).hangsUp(1.432);
  },

  'anonymous-caller': (stage) => {
    stage.seat('1002').when(answersAfter(0.6));
    stage.citizen(null).calls(0.05).hangsUp(5.757);
  },

  'chinese-name': (stage) => {
    stage.seat('1002').when(answersAfter(0.6));
    stage.citizen('13874801017', '张三（市民）').calls(0.27).hangsUp(5.977);
  },

  'two-callers-one-seat': (stage) => {
    stage.order(0.498, (pbx) => queueRemove(pbx, 'policy', 'PJSIP/1002'));
    stage.seat('1001').when(answersAfter(0.601));
    stage.citizen('13874801018').calls(0.501).hangsUp(7.709);
    stage.citizen('13874801019').calls(2.505).hangsUp(12.712);
    stage.order(12.711, (pbx) => queueAdd(pbx, 'policy', stage.member('PJSIP/1002')));
  },

  'same-caller-twice': (stage) => {
    stage.seat('1002').when(answersAfter(0.602));
    stage.seat('1001').when(answersAfter(0.601));
    stage.citizen('13874801123').calls(0.028).hangsUp(3.734);
    stage.citizen('13874801123').calls(4.336).hangsUp(8.04);
  },

  'seat-offline': (stage) => {
    stage.seat('1001').unregisters(0.219).registers(7.228);
    stage.seat('1002').when(answersAfter(0.6));
    stage.citizen('13874801020').calls(0.721).hangsUp(6.927);
  },

  'seat-vanishes-mid-call': (stage) => {
    stage.seat('1002').when(answersAfter(0.601)).unregisters(4.715).hangsUp(6.216).registers(6.718);
    stage.citizen('13874801122').calls(0.51).hangsUp(6.718);
  },

  'wrap-up-pause': (stage) => {
    stage.seat('1002').when(answersAfter(0.6));
    stage.citizen('13874801021').calls(0.238).hangsUp(6.444);
    stage.order(2.548, (pbx) => queuePause(pbx, null, 'PJSIP/1002', true, 'acw'));
    for (const seat of ['1001', '1002'])
      stage.order(9.445, (pbx) => queuePause(pbx, null, `PJSIP/${seat}`, false, ''));
  },

  'supervisor-listens': (stage) => {
    stage.seat('1002').when(answersAfter(0.6));
    stage.citizen('13874801022').calls(0.955).hangsUp(9.166);
    stage.seat('1005').when(answersAfter(0.601));
    stage.order(5.16, (pbx) =>
      originateCall(pbx, {
        actionId: 'a4',
        channel: 'PJSIP/1005',
        callerId: '1005',
        timeoutSeconds: 10,
        context: '',
        exten: '',
        application: 'ChanSpy',
        data: 'PJSIP/1002,q',
      }),
    );
    stage.seat('1005').hangsUp(8.164);
  },

  'recording-muted': (stage) => {
    stage.seat('1002').when(answersAfter(0.6));
    const caller = stage.citizen('13874801120').calls(0.267).hangsUp(6.78);
    const changes = [
      [3.972, 'Start'],
      [4.975, 'Mute'],
      [5.976, 'Unmute'],
      [6.477, 'Stop'],
    ] as const;
    for (const [time, change] of changes)
      stage.at(time, () => caller.channel && stage.pbx.mixMonitor(caller.channel, change));
  },
};
