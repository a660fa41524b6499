import { originateCall } from '../manager.ts';
import { answersAfter, refusesAfter, silent } from './players.ts';
import type { Script, Stage } from './stage.ts';

/* The exchange rings first: click to call, call-backs. Times are the recordings' own. */

interface Call {
  actionId: string;
  channel: string;
  callerId: string;
  exten: string;
  timeoutSeconds?: number;
}

function originates(stage: Stage, time: number, call: Call): void {
  stage.order(time, (pbx) =>
    originateCall(pbx, { timeoutSeconds: 20, ...call, context: 'seats', application: '', data: '' }),
  );
}

export const calledOut: Readonly<Record<string, Script>> = {
  'click-to-call-answered': (stage) => {
    stage.seat('1001').when(answersAfter(0.601));
    stage.outside('13874801015', answersAfter(0.901)).hangsUp(6.014);
    originates(stage, 0.009, {
      actionId: 'a4',
      channel: 'PJSIP/1001',
      callerId: '12345',
      exten: '913874801015',
    });
  },

  'click-to-call-no-answer': (stage) => {
    stage.seat('1001').when(answersAfter(0.602)).hangsUp(4.527);
    stage.outside('13874801016', silent);
    originates(stage, 0.523, {
      actionId: 'a4',
      channel: 'PJSIP/1001',
      callerId: '12345',
      exten: '913874801016',
    });
  },

  'originate-seat-rejects': (stage) => {
    stage.seat('1001').when(refusesAfter(0.302));
    originates(stage, 0.035, {
      actionId: 'a4',
      channel: 'PJSIP/1001',
      callerId: '12345',
      exten: '913874801016',
    });
  },

  'queue-callback': (stage) => {
    stage.seat('1002').when(answersAfter(0.601));
    stage.outside('13874801115', answersAfter(0.901)).hangsUp(7.689);
    originates(stage, 0.682, {
      actionId: 'a4',
      channel: 'Local/7001@seats/n',
      callerId: '13874801115',
      exten: '913874801115',
    });
  },

  'originate-citizen-first': (stage) => {
    stage.seat('1002').when(answersAfter(0.602));
    stage.outside('13874801116', answersAfter(0.902)).hangsUp(6.202);
    originates(stage, 0.198, {
      actionId: 'a4',
      channel: 'PJSIP/13874801116@trunk',
      callerId: '12345',
      exten: '7001',
    });
  },

  'originate-citizen-busy-then-silent': (stage) => {
    const call = { callerId: '', exten: '7001' };
    stage.outside('13874801117', refusesAfter(0.3));
    originates(stage, 0.712, { ...call, actionId: 'a4', channel: 'PJSIP/13874801117@trunk' });
    stage.at(2, () => stage.outside('13874801117', silent));
    originates(stage, 2.215, {
      ...call,
      actionId: 'a5',
      channel: 'PJSIP/13874801117@trunk',
      timeoutSeconds: 2.501,
    });
    originates(stage, 6.216, { ...call, actionId: 'a6', channel: 'PJSIP/1099' });
    stage.absent('1012');
    originates(stage, 7.018, { ...call, actionId: 'a7', channel: 'PJSIP/1012' });
  },
};
