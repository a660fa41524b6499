import { answersAfter } from './players.ts';
import type { Script } from './stage.ts';

/* The exchange itself stops, dies and comes back. Times are the recordings' own. */

export const exchangeLife: Readonly<Record<string, Script>> = {
  'restart-during-call': (stage) => {
    stage.nobodyIn('service-guide');
    stage.nobodyIn('business');
    stage.seat('1002').when(answersAfter(0.501));
    stage.seat('1001').when(answersAfter(0.501));
    stage.citizen('13874801031').calls(0.097);
    stage.citizen('13874801032').calls(2.802);
    stage.citizen('13874801033').calls(5.506);
    stage.at(10.709, () => stage.pbx.shutDown());
  },

  /** Nobody is in the queues any more; telephones register, then it says that it is up. */
  'after-restart': (stage) => {
    for (const queue of ['policy', 'service-guide', 'business']) stage.nobodyIn(queue);
    stage.at(0.6, () => {
      const { pbx } = stage;
      const endpoints = [...pbx.x.endpoints.values()];
      const seats = endpoints.filter(({ kind }) => kind === 'seat');
      for (const seat of seats) pbx.sayPeer(seat, true);
      pbx.sayPeer(pbx.x.trunk, true);
      for (const seat of seats) pbx.sayContact(seat, true);
    });
    stage.bootsAt(0.628);
  },

  /** Two talks are up; then there is nothing more, and nothing that says so. */
  'killed-during-call': (stage) => {
    stage.hadACall('1002');
    stage.seat('1001').when(answersAfter(0.502));
    stage.seat('1002').when(answersAfter(0.502));
    stage.citizen('13874801131').calls(0.827);
    stage.citizen('13874801132').calls(3.532);
    stage.endsAt(7);
  },

  'after-kill': (stage) => {
    for (const queue of ['policy', 'service-guide', 'business']) stage.nobodyIn(queue);
    stage.bootsAt(0.552);
  },

  'reload-and-ping': () => {},
};
