import { originateCall, redirectTo } from '../manager.ts';
import { answersAfter } from './players.ts';
import type { Script } from './stage.ts';

/* Citizens who are handed on, and seats that consult. Times are the recordings' own. */

export const handedOn: Readonly<Record<string, Script>> = {
  'blind-transfer-refer-to-seat': (stage) => {
    stage.seat('1002').when(answersAfter(0.601)).refers(4.981, '1003');
    stage.seat('1003').when(answersAfter(0.6));
    stage.citizen('13874801006').calls(0.276).hangsUp(11.487);
  },

  'blind-transfer-refer-to-queue': (stage) => {
    stage.seat('1002').when(answersAfter(0.601)).refers(5.704, '7002');
    stage.seat('1003').when(answersAfter(0.6));
    stage.citizen('13874801007').calls(0.999).hangsUp(11.205);
  },

  'transfer-ami-redirect': (stage) => {
    stage.seat('1002').when(answersAfter(0.601));
    stage.seat('1003').when(answersAfter(0.6));
    const caller = stage.citizen('13874801008').calls(0.719).hangsUp(9.929);
    stage.order(5.424, (pbx) => redirectTo(pbx, caller.channel?.name ?? '', 'seats', '1003'));
  },

  'attended-transfer': (stage) => {
    stage.seat('1002').when(answersAfter(0.601)).holds(5.146).dials(5.647, '1003').joinsItsCalls(8.756);
    stage.seat('1003').when(answersAfter(0.601));
    stage.citizen('13874801009').calls(0.44).hangsUp(12.759);
  },

  'consult-then-return': (stage) => {
    const seat = stage.seat('1002').when(answersAfter(0.6));
    seat.holds(4.977).dials(5.379, '1003').hangsUpSecondLine(8.489).resumes(8.89);
    stage.seat('1003').when(answersAfter(0.601));
    stage.citizen('13874801010').calls(0.773).hangsUp(11.392);
  },

  'device-states': (stage) => {
    const seat = stage.seat('1002').when(answersAfter(0.601));
    seat.holds(4.629).dials(6.132, '1003').hangsUpSecondLine(8.24).resumes(8.94);
    stage.seat('1003').when(answersAfter(0.601));
    stage.citizen('13874801126').calls(0.423).hangsUp(10.442);
  },

  'caller-leaves-during-consult': (stage) => {
    const seat = stage.seat('1002').when(answersAfter(0.601));
    seat.holds(5.185).dials(5.687, '1003').hangsUpSecondLine(9.796);
    stage.seat('1003').when(answersAfter(0.601));
    stage.citizen('13874801110').calls(0.981).hangsUp(7.793);
  },

  'attended-transfer-to-queue': (stage) => {
    stage.seat('1002').when(answersAfter(0.601)).holds(4.43).dials(4.933, '7002').joinsItsCalls(8.043);
    stage.seat('1003').when(answersAfter(0.602));
    stage.citizen('13874801108').calls(0.223).hangsUp(11.044);
  },

  'attended-transfer-while-ringing': (stage) => {
    stage.seat('1002').when(answersAfter(0.602)).holds(4.263).dials(4.764, '1003').joinsItsCalls(5.965);
    stage.seat('1003').when(answersAfter(4.001));
    stage.citizen('13874801109').calls(0.057).hangsUp(12.97);
  },

  'attended-transfer-feature-code': (stage) => {
    stage.seat('1002').when(answersAfter(0.601)).types(5.427, '*2', '1003', 2.342).hangsUp(13.52);
    stage.seat('1003').when(answersAfter(0.602));
    stage.citizen('13874801111').calls(0.809).hangsUp(16.524);
  },

  'blind-transfer-feature-code': (stage) => {
    stage.seat('1002').when(answersAfter(0.602)).types(5.151, '#1', '1003', 2.343);
    stage.seat('1003').when(answersAfter(0.601));
    stage.citizen('13874801112').calls(0.536).hangsUp(14.746);
  },

  'three-way': (stage) => {
    const seat = stage.seat('1002').when(answersAfter(0.601)).hangsUp(9.899);
    stage.seat('1003').when(answersAfter(0.601)).hangsUp(12.702);
    const caller = stage.citizen('13874801119').calls(0.389).hangsUp(11.9);
    stage.order(5.094, (pbx) =>
      redirectTo(pbx, caller.channel?.name ?? '', 'seats', '8001', {
        name: seat.legs[0]?.name ?? '',
        exten: '8001',
      }),
    );
    stage.order(5.896, (pbx) =>
      originateCall(pbx, {
        actionId: 'a5',
        channel: 'PJSIP/1003',
        callerId: '12345',
        timeoutSeconds: 10,
        context: 'seats',
        exten: '8001',
        application: '',
        data: '',
      }),
    );
  },
};
