import { answerCaller } from '../exchange/bridging.ts';
import type { App } from '../exchange/dialplan-thread.ts';
import { Headers } from '../exchange/message.ts';
import { seconds } from '../virtual-clock.ts';

/* The small applications of the dialplan. */

/** Answer() */
export const answerApp: App = (x, channel, done) => {
  answerCaller(x, channel);
  done('');
  return { interrupt: () => {} };
};

/** Read(): plays a sound and takes one digit. Its result is the digit, empty where none came in time. */
export function readDigit(asked: 'line' | 'rating', waitSeconds: number): App {
  return (x, channel, done) => {
    const key = channel.telephone?.press?.(asked) ?? null;
    const inTime = key !== null && key.afterSeconds <= waitSeconds;
    const cancel = inTime
      ? x.clock.after(seconds(key.afterSeconds), () => done(key.digit))
      : x.clock.after(seconds(waitSeconds), () => done(''));
    return { interrupt: cancel };
  };
}

/** Playback() */
export function play(forSeconds: number): App {
  return (x, _channel, done) => ({ interrupt: x.clock.after(seconds(forSeconds), () => done('')) });
}

/** UserEvent(): the dialplan's own words. */
export function userEvent(name: string, fields: Readonly<Record<string, string>>): App {
  return (x, channel, done) => {
    x.say(
      'UserEvent',
      'user',
      channel.headers(),
      new Headers([['UserEvent', name], ...Object.entries(fields)]),
    );
    if (name === 'Satisfaction') x.witness?.rated(channel, fields.Score || null);
    done('');
    return { interrupt: () => {} };
  };
}
