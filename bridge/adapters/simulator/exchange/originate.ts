import { seconds } from '../virtual-clock.ts';
import { end } from './bridging.ts';
import { type Channel, type Ringer, unknown } from './channel.ts';
import { type App, type FindDialplan, runApp, runAt } from './dialplan-thread.ts';
import type { Exchange } from './exchange.ts';
import { type Header, Headers } from './message.ts';
import { bearLeg, beginRinging, sayDialBegin, sayDialEnd } from './ringing.ts';

export interface OriginateCall {
  actionId: string;
  /** `PJSIP/1001`, `PJSIP/13874801117@trunk`, `Local/7001@seats/n` */
  channel: string;
  /** empty: its own number */
  callerId: string;
  timeoutSeconds: number;
  to:
    | { kind: 'extension'; context: string; exten: string }
    | { kind: 'application'; name: string; data: string; app: App };
}

/** AMI's OriginateResponse: 0 for busy, unknown and unregistered alike, 3 for no answer, 4 for an answer. */
const reasons = { failed: 0, silent: 3, answered: 4 } as const;

/** Rings one telephone first, and when it answers, goes on as if it had called. */
export function originate(x: Exchange, find: FindDialplan, call: OriginateCall): Channel | null {
  const leg = bearLeg(x, { dialString: call.channel, caller: null, callerId: call.callerId });
  if (leg === null) {
    respond(x, call, null, reasons.failed);
    return null;
  }
  x.witness?.rung(leg, null, null);
  sayDialBegin(x, null, leg, call.channel.replace(/^[A-Za-z0-9]+\//, ''));
  const cancel = x.clock.after(seconds(call.timeoutSeconds), () => {
    leg.ringer = null;
    x.witness?.ringEnded(leg, 'no-answer');
    respond(x, call, null, reasons.silent);
    end(x, leg, 19);
  });
  beginRinging(x, find, leg, ringerOf(x, find, call, cancel));
  return leg;
}

function ringerOf(x: Exchange, find: FindDialplan, call: OriginateCall, cancel: () => void): Ringer {
  return {
    answered: (leg) => {
      cancel();
      x.witness?.ringEnded(leg, 'answered');
      respond(x, call, leg, reasons.answered);
      sayDialEnd(x, null, leg, 'ANSWER');
      const { to } = call;
      if (to.kind === 'application') {
        const running = runApp(x, leg, to.app);
        leg.watches.push({
          hangupAsked: () => {},
          transferred: () => {},
          ended: () => running.interrupt('hangup'),
        });
      } else if (!runAt(x, find, leg, to.context, to.exten)) end(x, leg);
    },
    refused: (leg) => {
      cancel();
      x.witness?.ringEnded(leg, 'rejected');
      sayDialEnd(x, null, leg, 'BUSY');
      respond(x, call, null, reasons.failed);
      end(x, leg);
    },
  };
}

function respond(x: Exchange, call: OriginateCall, leg: Channel | null, reason: number): void {
  const { to } = call;
  const place: Header[] =
    to.kind === 'extension'
      ? [
          ['Context', to.context],
          ['Exten', to.exten],
        ]
      : [
          ['Application', to.name],
          ['Data', to.data],
        ];
  x.say(
    'OriginateResponse',
    'call',
    new Headers([
      ...(call.actionId === '' ? [] : [['ActionID', call.actionId] as const]),
      ['Response', leg === null ? 'Failure' : 'Success'],
      ['Channel', leg?.name ?? call.channel],
      ...place,
      ['Reason', String(reason)],
      ['Uniqueid', leg?.uniqueid ?? unknown],
      ['CallerIDNum', call.callerId === '' || to.kind === 'application' ? unknown : call.callerId],
      ['CallerIDName', unknown],
      ...(leg?.told.variables ?? []).map((variable): Header => [`ChanVariable(${leg?.name})`, variable]),
    ]),
  );
}
