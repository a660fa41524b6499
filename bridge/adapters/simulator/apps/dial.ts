import { answerCaller, end, enter, indicateRinging, openBridge } from '../exchange/bridging.ts';
import type { Channel, Interruption, Ringer, Running } from '../exchange/channel.ts';
import type { App, FindDialplan } from '../exchange/dialplan-thread.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { bearLeg, beginRinging, sayDialBegin, sayDialEnd, sayRinging } from '../exchange/ringing.ts';
import { seconds } from '../virtual-clock.ts';

export interface DialCall {
  /** `PJSIP/1003`, `PJSIP/13874801015@trunk` */
  target: string;
  ringSeconds: number;
}

const normalClearing = 16;

/** Dial(): rings one telephone and joins it. Its result is DIALSTATUS. */
export function dialApp(find: FindDialplan, call: DialCall): App {
  return (x, channel, done) => {
    const leg = bearLeg(x, { dialString: call.target, caller: channel, callerId: '' });
    if (leg !== null) return new DialAttempt(x, find, channel, leg, call, done);
    done('CHANUNAVAIL');
    return { interrupt: () => {} };
  };
}

class DialAttempt implements Running, Ringer {
  readonly #x: Exchange;
  #caller: Channel;
  readonly #leg: Channel;
  readonly #done: (status: string) => void;
  readonly #cancelTimeout: () => void;
  #ringing = true;

  constructor(
    x: Exchange,
    find: FindDialplan,
    caller: Channel,
    leg: Channel,
    call: DialCall,
    done: (status: string) => void,
  ) {
    this.#x = x;
    this.#caller = caller;
    this.#leg = leg;
    this.#done = done;
    this.#cancelTimeout = x.clock.after(seconds(call.ringSeconds), () => this.#rungInVain());
    x.witness?.rung(leg, caller, null);
    // without the technology, as the recordings have it: `1003`, `13874801015@trunk`
    sayDialBegin(x, caller, leg, call.target.replace(/^[A-Z0-9]+\//, ''));
    x.connectLine(caller, leg);
    beginRinging(x, find, leg, this);
    sayRinging(x, caller, leg);
    indicateRinging(x, caller, leg);
  }

  answered(leg: Channel): void {
    this.#over('answered', 'ANSWER');
    leg.set({ exten: '' });
    const caller = this.#caller;
    answerCaller(this.#x, caller);
    const bridge = openBridge(this.#x);
    caller.afterBridge = () => this.#done('ANSWER');
    caller.cause ??= normalClearing;
    leg.cause ??= normalClearing;
    if (caller.name.endsWith(';1') && caller.mate !== null) caller.mate.dueNumber = leg.told.number;
    enter(this.#x, bridge, leg);
    enter(this.#x, bridge, caller);
  }

  refused(leg: Channel): void {
    this.#over('rejected', 'BUSY');
    end(this.#x, leg);
    this.#done('BUSY');
  }

  interrupt(_why: Interruption): void {
    if (!this.#ringing) return;
    this.#over('withdrawn', 'CANCEL');
    end(this.#x, this.#leg, normalClearing);
  }

  moveTo(channel: Channel): void {
    if (!this.#ringing) channel.afterBridge = this.#caller.afterBridge;
    this.#caller = channel;
  }

  #rungInVain(): void {
    this.#over('no-answer', 'NOANSWER');
    end(this.#x, this.#leg, normalClearing);
    this.#done('NOANSWER');
  }

  #over(how: 'answered' | 'rejected' | 'withdrawn' | 'no-answer', status: string): void {
    this.#ringing = false;
    this.#leg.ringer = null;
    this.#cancelTimeout();
    this.#x.witness?.ringEnded(this.#leg, how);
    sayDialEnd(this.#x, this.#caller, this.#leg, status);
  }
}
