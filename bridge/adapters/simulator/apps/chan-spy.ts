import { end } from '../exchange/bridging.ts';
import type { Channel, ChannelWatch } from '../exchange/channel.ts';
import type { App } from '../exchange/dialplan-thread.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { millis } from '../virtual-clock.ts';

/** How long ChanSpy looks for whom to listen to (recording supervisor-listens). */
const lookMillis = 98;

/**
 * ChanSpy(): listens to a telephone's channel. It notices that its own listener has hung up only when the channel it
 * listens to says something: in the recording, at that channel's end, one second later.
 */
export function spyApp(target: string): App {
  return (x, channel, done) => {
    let stop: (() => void) | null = null;
    const cancel = x.clock.after(millis(lookMillis), () => {
      const spied = firstOf(x, target);
      if (spied === null) done('');
      else stop = listen(x, channel, spied);
    });
    return {
      interrupt: () => {
        cancel();
        stop?.();
      },
    };
  };
}

function listen(x: Exchange, spy: Channel, spied: Channel): () => void {
  x.say('ChanSpyStart', 'call', spy.headers('Spyer'), spied.headers('Spyee'));
  let listening = true;
  const stop = () => {
    if (!listening) return;
    listening = false;
    x.say('ChanSpyStop', 'call', spy.headers('Spyer'), spied.headers('Spyee'));
  };
  const watch: ChannelWatch = {
    hangupAsked: () => {},
    transferred: () => {},
    ended: () => {
      stop();
      end(x, spy, 0);
    },
  };
  spied.watches.push(watch);
  spy.lingers = true;
  return stop;
}

function firstOf(x: Exchange, target: string): Channel | null {
  for (const channel of x.endpoints.get(target)?.channels ?? []) if (channel.isUp) return channel;
  return null;
}
