import { type Channel, channelState, type Endpoint } from './channel.ts';

/** What app_queue writes as `Status` of a member. */
export const deviceNumbers: Readonly<Record<string, number>> = {
  UNKNOWN: 0,
  NOT_INUSE: 1,
  INUSE: 2,
  BUSY: 3,
  INVALID: 4,
  UNAVAILABLE: 5,
  RINGING: 6,
  RINGINUSE: 7,
  ONHOLD: 8,
};

/**
 * What Asterisk makes of the channels of one device. With `device_state_busy_at = 1` a seat that only rings is "busy"
 * (recording device-states shows it without): the device state never proves ringing or talking.
 */
export function deviceStateOf(endpoint: Endpoint, busyAtOne: boolean): string {
  if (endpoint.kind === 'local') return localStateOf(endpoint);
  let ringing = false;
  let inUse = false;
  let onHold = false;
  for (const channel of endpoint.channels) {
    if (channel.ended || channel.told.state === channelState.down) continue;
    if (endpoint.kind === 'seat' && busyAtOne) return 'BUSY';
    if (channel.told.state === channelState.ringing) ringing = true;
    else if (isHeldByPeer(channel)) onHold = true;
    else inUse = true;
    // a trunk has hundreds of channels, and one in use decides
    if (inUse && endpoint.kind !== 'seat') return 'INUSE';
  }
  if (inUse) return ringing ? 'RINGINUSE' : 'INUSE';
  if (ringing) return 'RINGING';
  if (onHold) return 'ONHOLD';
  return endpoint.reachable ? 'NOT_INUSE' : 'UNAVAILABLE';
}

/** Who is held hears music, and is "on hold"; the telephone that put it there is "in use" (recording hold-with-music). */
function isHeldByPeer(channel: Channel): boolean {
  return channel.bridge?.otherThan(channel)?.held === true;
}

/**
 * A Local pair is in use from when it is called until one of its halves ends; without one, its extension is not in use,
 * or there is none, as of the pair that joins two bridges (attended-transfer-to-queue).
 */
function localStateOf(endpoint: Endpoint): string {
  let whole = false;
  for (const channel of endpoint.channels) {
    const { mate } = channel;
    if (channel.ended || mate === null || mate.ended) continue;
    whole = true;
    const first = channel.name.endsWith(';1') ? channel : mate;
    if (first.ringer !== null || first.told.state >= channelState.ringing) return 'INUSE';
  }
  return whole || !endpoint.name.endsWith('@transfer') ? 'NOT_INUSE' : 'INVALID';
}
