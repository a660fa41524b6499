import { amiAddress } from '../schema/pbx.ts';
import { isLoopback } from '../schema/values.ts';
import type { HotlineConfig } from '../schema.ts';
import { comment, confText, section, set } from './conf-text.ts';

/**
 * What the bridge hears: `call` (channels, bridges, hold, transfers, device states, OriginateResponse), `agent`
 * (queues), `user` (the dialplan's own words), `system` (FullyBooted, Shutdown, ContactStatus, Reload).
 *
 * Not `dialplan` (VarSet and Newexten are half of a call's events: recording all-classes), not `reporting` (RTCP,
 * TestEvent), not `dtmf` (citizens key in identity numbers), not `cdr`, `security`, `log`, `verbose`.
 */
const READ_CLASSES = ['system', 'call', 'agent', 'user'] as const;

/**
 * What the bridge may do: `agent` (QueueAdd, QueueRemove, QueuePause, QueuePenalty, QueueMemberRingInUse), `call`
 * (Redirect, Hangup, Status, Setvar, MixMonitorMute, DeviceStateList), `originate`, and `reporting`
 * (CoreShowChannels, CoreStatus). QueueStatus, BridgeList, BridgeInfo and Ping need no right.
 * Not `system`: MixMonitor with a command, and Originate of the application System, make it a shell. It is the price
 * of PJSIPNotify (`telephoneControl`); Filter would need it too, and is not needed with the filters below.
 */
const WRITE_CLASSES = ['agent', 'call', 'originate', 'reporting'] as const;

/**
 * Events that no reading of the floor uses, and that come as soon as somebody widens `read`: TestEvent and RTCP with
 * `reporting` (a quarter of all events of recording busy), VarSet and Newexten with `dialplan`.
 */
const UNUSED_EVENTS = ['TestEvent', 'VarSet', 'Newexten', 'RTCPSent', 'RTCPReceived'] as const;

export function managerConf(config: HotlineConfig, secret: string): string {
  const { ami } = config.pbx;
  const address = amiAddress(ami.url);
  if (address === null) throw new Error(`not a manager address: ${ami.url}`);
  const bind = /^[0-9.]+$|^\[/.test(address.host)
    ? address.host
    : isLoopback(address.host)
      ? '127.0.0.1'
      : '0.0.0.0';
  return confText([
    section(
      'general',
      set('enabled', true),
      set('webenabled', false),
      // Only the encrypted port can be reached from elsewhere; the plain one cannot be switched off.
      set('bindaddr', address.encrypted ? '127.0.0.1' : bind),
      set('port', address.encrypted ? plainPortBeside(address.port) : address.port),
      address.encrypted
        ? [
            set('tlsenable', true),
            set('tlsbindaddr', `${bind}:${address.port}`),
            set('tlscertfile', ami.certFile ?? ''),
            set('tlsprivatekey', ami.keyFile ?? ''),
          ]
        : [],
      // Each event carries its own time (µs): durations come from it, never from the time of arrival.
      set('timestampevents', true),
      set('channelvars', ['YHD_DID', 'YHD_REGION', ...Object.keys(config.channelVariables)].join(',')),
      set('allowmultiplelogin', true),
      set('authtimeout', 5),
      set('authlimit', 10),
    ),
    section(
      address.user,
      comment('话务桥：只给它用得到的权限 (the bridge: the least rights it works with)'),
      set('secret', secret),
      set('deny', '0.0.0.0/0.0.0.0'),
      set('deny', '::/0'),
      ami.permit.map((network) => set('permit', network)),
      set('read', READ_CLASSES.join(',')),
      set('write', [...WRITE_CLASSES, ...(ami.telephoneControl ? ['system'] : [])].join(',')),
      // ms a bridge may stop reading before Asterisk drops it. The default of 100 is less than one pause of its
      // garbage collector; only this connection's own thread waits meanwhile.
      set('writetimeout', 5000),
      UNUSED_EVENTS.map((name) => `eventfilter(action(exclude),name(${name})) =`),
    ),
  ]);
}

function plainPortBeside(encrypted: number): number {
  return encrypted === 5038 ? 5037 : 5038;
}
