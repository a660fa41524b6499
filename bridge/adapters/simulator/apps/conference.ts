import { closeBridge, enter, openBridge, part } from '../exchange/bridging.ts';
import type { CallBridge } from '../exchange/call-bridge.ts';
import type { Channel, Running } from '../exchange/channel.ts';
import type { App } from '../exchange/dialplan-thread.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { type Header, Headers } from '../exchange/message.ts';
import { millis, seconds } from '../virtual-clock.ts';

/** What each one hears before they are in, and what the first hears besides (recording three-way). */
const announceSeconds = 0.384;
const aloneSeconds = 3.16;

export type Rooms = Map<string, CallBridge<Channel>>;

/** ConfBridge(): a room whose members come and go; it is gone with the last. */
export function conferenceApp(rooms: Rooms, room: string): App {
  return (x, channel, done) => {
    const first = !rooms.has(room);
    const bridge = rooms.get(room) ?? openRoom(x, rooms, room);
    const cancel = x.clock.after(seconds(announceSeconds + (first ? aloneSeconds : 0)), () => {
      enter(x, bridge, channel);
      say(x, 'ConfbridgeJoin', bridge, channel, ['Admin', 'No'], ['Muted', 'No']);
    });
    channel.afterBridge = () => done('');
    return leaving(x, rooms, bridge, channel, cancel);
  };
}

function leaving(
  x: Exchange,
  rooms: Rooms,
  bridge: CallBridge<Channel>,
  channel: Channel,
  cancel: () => void,
): Running {
  return {
    interrupt: () => {
      cancel();
      if (channel.bridge === bridge) {
        say(x, 'ConfbridgeLeave', bridge, channel, ['Admin', 'No']);
        part(x, channel);
      }
      if (bridge.members.size > 0 || rooms.get(bridge.room ?? '') !== bridge) return;
      rooms.delete(bridge.room ?? '');
      x.sayDevice(`confbridge:${bridge.room}`, 'NOT_INUSE');
      x.say('ConfbridgeEnd', 'call', conference(bridge), bridge.headers());
      closeBridge(x, bridge);
      sayAnnouncerGone(x, bridge.room ?? '');
    },
  };
}

/** The channel that spoke the announcements (three-way). */
function sayAnnouncerGone(x: Exchange, room: string): void {
  x.sayDevice(`CBAnn/${room}`, 'INUSE');
  x.clock.after(millis(13), () => x.sayDevice(`CBAnn/${room}`, 'UNKNOWN'));
}

function openRoom(x: Exchange, rooms: Rooms, room: string): CallBridge<Channel> {
  const bridge = openBridge(x, room);
  rooms.set(room, bridge);
  x.sayDevice(`confbridge:${room}`, 'INUSE');
  x.say('ConfbridgeStart', 'call', conference(bridge), bridge.headers());
  return bridge;
}

function conference(bridge: CallBridge<Channel>): Headers {
  return new Headers([['Conference', bridge.room ?? '']]);
}

function say(
  x: Exchange,
  name: string,
  bridge: CallBridge<Channel>,
  channel: Channel,
  ...more: readonly Header[]
): void {
  x.say(name, 'call', conference(bridge), bridge.headers(), channel.headers(), new Headers(more));
}
