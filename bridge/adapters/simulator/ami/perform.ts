import { answer, hold } from '../exchange/bridging.ts';
import { type ExchangeMessage, type Header, stampOf } from '../exchange/message.ts';
import { coreShowChannels, deviceStateList, queueStatus, response } from '../exchange/snapshot.ts';
import {
  channelNamed,
  hangup,
  type Ordered,
  originateCall,
  queueAdd,
  queuePause,
  queuePenalty,
  queueRemove,
  redirectTo,
} from '../manager.ts';
import type { SimulatedPbx } from '../pbx.ts';
import type { Action } from './action.ts';

const simulatedAsterisk = '22.10.1-simulated';

/** Actions with what they do and the classes that allow them, as ListCommands tells them. */
const known: Readonly<Record<string, string>> = {
  CoreSettings: 'Show PBX core settings (version etc).  (Priv: system,reporting,all)',
  CoreShowChannels: 'List currently active channels.  (Priv: system,reporting,all)',
  CoreStatus: 'Show PBX core status variables.  (Priv: system,reporting,all)',
  DeviceStateList: 'List the current known device states.  (Priv: call,reporting,all)',
  Events: 'Control Event Flow.  (Priv: <none>)',
  Filter: 'Dynamically add filters for the current manager session.  (Priv: system,all)',
  Hangup: 'Hangup channel.  (Priv: system,call,all)',
  ListCommands: 'List available manager commands.  (Priv: <none>)',
  Login: 'Login Manager.  (Priv: <none>)',
  Logoff: 'Logoff Manager.  (Priv: <none>)',
  Originate: 'Originate a call.  (Priv: originate,all)',
  PJSIPNotify:
    'Send a NOTIFY to either an endpoint, an arbitrary URI, or inside a SIP dialog.  (Priv: system,all)',
  Ping: 'Keepalive command.  (Priv: <none>)',
  QueueAdd: 'Add interface to queue.  (Priv: agent,all)',
  QueuePause: 'Makes a queue member temporarily unavailable.  (Priv: agent,all)',
  QueuePenalty: 'Set the penalty for a queue member.  (Priv: agent,all)',
  QueueReload: 'Reload a queue, queues, or any sub-section of a queue or queues.  (Priv: <none>)',
  QueueRemove: 'Remove interface from queue.  (Priv: agent,all)',
  QueueStatus: 'Show queue status.  (Priv: <none>)',
  Redirect: 'Redirect (transfer) a call.  (Priv: call,all)',
};

/** Allowed to nobody but who has `write = system`. */
export function needsSystem(name: string): boolean {
  const action = Object.keys(known).find((each) => each.toLowerCase() === name.toLowerCase());
  return action !== undefined && known[action]?.includes('(Priv: system,all)') === true;
}

/** What the exchange answers to an action of somebody who is logged in. */
export function perform(pbx: SimulatedPbx, name: string, action: Action, system: boolean): ExchangeMessage[] {
  const of = (header: string) => action.get(header) ?? '';
  const actionId = of('actionid');
  const told = (ordered: Ordered) => [answerTo(actionId, ordered)];
  const success = (...headers: readonly Header[]) => [response('Success', ...idOf(actionId), ...headers)];
  const queue = of('queue') === '' ? null : of('queue');

  switch (name.toLowerCase()) {
    case 'ping':
      return success(['Ping', 'Pong'], ['Timestamp', stampOf(pbx.x.clock.now)]);
    case 'queuestatus':
      return queueStatus(pbx.queues, actionId, {
        ...(queue === null ? {} : { queue }),
        ...(of('member') === '' ? {} : { member: of('member') }),
      });
    case 'coreshowchannels':
      return coreShowChannels(pbx.x, actionId);
    case 'devicestatelist':
      return deviceStateList(pbx.x, actionId);
    case 'coresettings':
      return success(['AMIversion', '11.0.0'], ['AsteriskVersion', simulatedAsterisk], ['SystemName', '']);
    case 'corestatus':
      return success(['CoreCurrentCalls', String(pbx.x.channels.size)]);
    case 'listcommands':
      return success(...Object.entries(known).filter(([each]) => system || !needsSystem(each)));
    case 'queuereload':
      return success(['Message', 'Queue reloaded successfully']);
    case 'queueadd': {
      const line = of('interface');
      const stateInterface = of('stateinterface') === '' ? line : of('stateinterface');
      const paused = isTrue(of('paused'));
      const reason = of('reason') || of('pausedreason');
      const member = { interface: line, stateInterface, name: of('membername') || line, paused, reason };
      return told(queueAdd(pbx, queue ?? '', { ...member, penalty: Number(of('penalty')) || 0 }));
    }
    case 'queueremove':
      return told(queueRemove(pbx, queue ?? '', of('interface')));
    case 'queuepause':
      return told(queuePause(pbx, queue, of('interface'), isTrue(of('paused')), of('reason')));
    case 'queuepenalty':
      return told(queuePenalty(pbx, queue, of('interface'), Number(of('penalty')) || 0));
    case 'hangup':
      return told(hangup(pbx, of('channel')));
    case 'redirect': {
      const extra = { name: of('extrachannel'), exten: of('extraexten') || of('exten') };
      return told(
        redirectTo(pbx, of('channel'), of('context'), of('exten'), extra.name === '' ? null : extra),
      );
    }
    case 'originate':
      return told(
        originateCall(pbx, {
          actionId,
          channel: of('channel'),
          // `Name <12345>` or the number alone
          callerId: /<([^>]*)>/.exec(of('callerid'))?.[1] ?? of('callerid'),
          timeoutSeconds: (Number(of('timeout')) || 30_000) / 1000,
          context: of('context'),
          exten: of('exten'),
          application: of('application'),
          data: of('data'),
        }),
      );
    case 'pjsipnotify':
      return told(notify(pbx, of('channel'), of('variable')));
    default:
      return told({
        ok: false,
        message: `Invalid/unknown command: ${name}. Use Action: ListCommands to show available commands.`,
      });
  }
}

/** A telephone that obeys NOTIFY: `talk` lifts the receiver or takes the call from hold, `hold` puts it there. */
function notify(pbx: SimulatedPbx, name: string, variable: string): Ordered {
  const channel = channelNamed(pbx, name);
  if (channel === null) return { ok: false, message: 'Could not find channel' };
  if (variable === 'Event=talk') {
    if (!answer(pbx.x, channel) && channel.held) hold(pbx.x, channel, false);
  } else if (variable === 'Event=hold' && channel.bridge !== null && !channel.held)
    hold(pbx.x, channel, true);
  return { ok: true, message: 'NOTIFY sent' };
}

export function answerTo(actionId: string, { ok, message }: Ordered): ExchangeMessage {
  return response(ok ? 'Success' : 'Error', ...idOf(actionId), ['Message', message]);
}

export function idOf(actionId: string): Header[] {
  return actionId === '' ? [] : [['ActionID', actionId]];
}

function isTrue(text: string): boolean {
  return /^(1|y|yes|true|on|t)$/i.test(text);
}
