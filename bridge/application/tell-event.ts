import type { TelephonyEvent } from '../domain/telephony/event.ts';
import { chinaIso } from '../domain/telephony/exact-time.ts';
import type { SiteFacts } from '../domain/telephony/site.ts';

/** One event in a sentence, for who follows a figure down to what the exchange was seen to do. */
export function tellEvent(event: TelephonyEvent, site: SiteFacts): { at: string; summary: string } {
  return { at: chinaIso(event.at), summary: sentence(event, site) };
}

function sentence(event: TelephonyEvent, site: SiteFacts): string {
  const seat = (line: string) => {
    const found = site.seats.find((one) => one.interface === line);
    return found === undefined ? `终端 ${line}` : `座席 ${found.seat}`;
  };
  const queue = (name: string) => `队列 ${site.queues.find((one) => one.queue === name)?.name ?? name}`;
  switch (event.type) {
    case 'leg-appeared':
      return `通道出现${event.number === null ? '' : `，号码 ${event.number}`}`;
    case 'leg-changed':
      return `通道状态变为${legStates[event.state]}`;
    case 'leg-identified':
      return '通道的主叫信息更新';
    case 'legs-paired':
      return '两个内部通道成对';
    case 'pair-optimised':
      return event.phase === 'begin' ? '内部通道开始合并' : '内部通道合并完成';
    case 'leg-held':
      return '保持';
    case 'leg-resumed':
      return '恢复通话';
    case 'hangup-asked':
      return `${event.soft ? '话务系统要求挂断' : '对端挂断'}${cause(event.cause)}`;
    case 'leg-ended':
      return `通道结束${cause(event.cause)}`;
    case 'dial-began':
      return '开始呼叫另一端';
    case 'dial-ended':
      return `呼叫另一端结束：${event.result}`;
    case 'path-opened':
      return '通话路径建立';
    case 'leg-joined':
      return '通道接入通话路径';
    case 'leg-parted':
      return '通道离开通话路径';
    case 'paths-merged':
      return '两条通话路径合并';
    case 'path-closed':
      return '通话路径撤销';
    case 'conference-joined':
      return `进入三方通话 ${event.conference}`;
    case 'conference-parted':
      return `离开三方通话 ${event.conference}`;
    case 'queue-joined':
      return `进入${queue(event.queue)}，位次 ${event.position}`;
    case 'queue-left':
      return `离开${queue(event.queue)}，还有 ${event.waiting} 人等待`;
    case 'queue-gave-up':
      return `${queue(event.queue)} 停止等待`;
    case 'queue-offered':
      return `${queue(event.queue)} 呼叫${seat(event.interface)}`;
    case 'queue-unanswered':
      return `${seat(event.interface)} 未接${queue(event.queue)} 的来电`;
    case 'queue-connected':
      return `${seat(event.interface)} 接通${queue(event.queue)} 的来电`;
    case 'queue-completed':
      return `${queue(event.queue)} 报告与${seat(event.interface)} 的通话结束（${event.reason}）`;
    case 'transferred-blind':
      return `盲转到 ${event.target}`;
    case 'transferred-attended':
      return '咨询后转接';
    case 'spy-began':
      return '开始监听';
    case 'spy-ended':
      return '监听结束';
    case 'recording-changed':
      return `录音${recordings[event.change]}`;
    case 'dialplan-said':
      return `拨号方案报告：${event.name}`;
    case 'originate-ended':
      return event.success ? '外呼发起成功' : '外呼未成';
    case 'member-seen': {
      const { interface: line, queue: name, paused, reason } = event.member;
      return `${seat(line)} 在${queue(name)}${paused ? `，示忙${reason === '' ? '' : `（${reason}）`}` : ''}`;
    }
    case 'member-removed':
      return `${seat(event.interface)} 退出${queue(event.queue)}`;
    case 'device-changed':
      return `终端 ${event.device} 状态 ${event.state}`;
    case 'endpoint-reachable':
      return `${seat(event.endpoint)} ${event.reachable ? '可达' : '不可达'}`;
    case 'link-up':
      return '与话务系统连接';
    case 'link-lost':
      return '与话务系统断开';
    case 'pbx-booted':
      return '话务系统启动完成';
    case 'pbx-stopping':
      return '话务系统停止';
    case 'clock-stepped':
      return `话务系统时钟跳变 ${(event.byMicros / 1e6).toFixed(3)} 秒`;
    case 'queues-found':
      return '核对队列与座席';
    case 'legs-found':
      return '核对通话';
    default:
      return event satisfies never;
  }
}

const legStates = {
  down: '未接通',
  calling: '呼叫中',
  ringing: '振铃',
  up: '接通',
  busy: '忙',
  other: '其他',
} as const;

const recordings = { started: '开始', muted: '暂停', unmuted: '恢复', stopped: '停止' } as const;

/** Q.850 causes that a hotline meets daily; others by their number. */
const causes: Readonly<Record<number, string>> = {
  16: '正常',
  17: '用户忙',
  18: '无响应',
  19: '无人应答',
  21: '拒接',
  // Non-selected user clearing: also of a seat that did answer, when the queue clears its leg.
  26: '由话务系统清除',
  127: '互通原因',
};

function cause(number: number | null): string {
  return number === null || number === 0 ? '' : `（${causes[number] ?? `原因码 ${number}`}）`;
}
