import { type TroubleOf, type TroubleWords, told } from './told.ts';

export function callWords(
  trouble: TroubleOf<
    | 'call-refused'
    | 'call-not-born'
    | 'call-ended-early'
    | 'queue-not-joined'
    | 'other-queue'
    | 'queue-let-go'
    | 'not-offered'
    | 'real-call'
    | 'not-ringing'
    | 'no-pop'
    | 'not-over'
  >,
): TroubleWords {
  switch (trouble.kind) {
    case 'call-refused':
      return told(
        `交换机不肯发起测试来电：${trouble.message}`,
        `the exchange refused the test call: ${trouble.message}`,
        '给 AMI 账号 write=originate（面板外呼也要用）',
        'give the AMI account write=originate, which calls from the panel need as well',
      );
    case 'call-not-born':
    case 'call-ended-early':
      return told(
        trouble.kind === 'call-not-born'
          ? `测试来电没有进入拨号方案：${trouble.context} 里没有 ${trouble.extension}，或收不到通话事件`
          : `测试来电进入 ${trouble.context} 的 ${trouble.extension} 后，没到队列就被挂断`,
        trouble.kind === 'call-not-born'
          ? `the test call did not enter the dialplan: no ${trouble.extension} in ${trouble.context}, or call events are not read`
          : `the test call was hung up in ${trouble.extension}@${trouble.context} before it reached a queue`,
        `在交换机上执行 dialplan show ${trouble.extension}@${trouble.context} 核对；入局上下文另有名字时用 --context`,
        `see \`dialplan show ${trouble.extension}@${trouble.context}\`; give another context by --context`,
      );
    case 'queue-not-joined':
      return told(
        `测试来电 ${trouble.seconds} 秒内没有进入队列 ${trouble.queue}`,
        `the test call did not join queue ${trouble.queue} within ${trouble.seconds} s`,
        '看拨号方案在 Queue() 之前做了什么：录音文件缺失、时间条件、转到别处',
        'look at what the dialplan does before Queue(): missing sounds, time conditions, going elsewhere',
      );
    case 'other-queue':
      return told(
        `测试来电进了队列 ${trouble.joined}，不是 ${trouble.queue}${trouble.digit === null ? '' : `（已按 ${trouble.digit}）`}`,
        `the test call joined ${trouble.joined} instead of ${trouble.queue}`,
        '核对拨号方案中的按键与 lines.digit 是否一致，或用 --queue 选它实际进的队列',
        'compare the dialplan’s digits with lines.digit, or choose that queue by --queue',
      );
    case 'queue-let-go':
      return told(
        `队列 ${trouble.queue} 不留这个来电：${queueStatusZh[trouble.status] ?? trouble.status}`,
        `queue ${trouble.queue} let the call go: ${trouble.status}`,
        '签入的座席对队列来说不可用：看话机注册、joinempty、leavewhenempty',
        'the seat is of no use to the queue: registration, joinempty, leavewhenempty',
      );
    case 'not-offered':
      return told(
        trouble.offeredTo.length === 0
          ? `来电在队列 ${trouble.queue} 里等着，但没有派给任何座席`
          : `来电派给了 ${trouble.offeredTo.join('、')}，没有派给座席 ${trouble.seat}`,
        trouble.offeredTo.length === 0
          ? `the call waits in ${trouble.queue} and is offered to nobody`
          : `the call was offered to ${trouble.offeredTo.join(', ')}, not to seat ${trouble.seat}`,
        trouble.offeredTo.length === 0
          ? '看 queue show：成员空闲却不派，常是 wrapuptime 未过、penalty 限制、或上一通刚完'
          : '让其他座席示忙，或用没有别人的专线再试',
        trouble.offeredTo.length === 0
          ? 'see `queue show`: wrapuptime not over, a penalty limit, or a call that has just ended'
          : 'let the others pause, or use a line without them',
      );
    case 'real-call':
      return told(
        `真实来电正派给座席 ${trouble.seat}，测试让路并收回`,
        `a citizen’s call is being offered to seat ${trouble.seat}: the test gives way`,
        '请有人接起这台话机；空闲时再测，或用测试专线',
        'let somebody answer this telephone; test in a quiet hour or on a line for tests',
      );
    case 'not-ringing':
      return told(
        `已派给 ${trouble.interface}，话机没有振铃${trouble.result === null ? '' : `：${dialResultZh[trouble.result] ?? trouble.result}`}`,
        `offered to ${trouble.interface}, and it did not ring: ${trouble.result ?? 'it does not answer the INVITE'}`,
        '看话机：免打扰、呼叫转移、占线、SIP 端口或语音编码不符；交换机上 pjsip set logger on 可看往来',
        'look at the telephone: do-not-disturb, forwarding, busy, codecs; `pjsip set logger on` shows the messages',
      );
    case 'no-pop':
      return noPopWords(trouble);
    case 'not-over':
      return told(
        trouble.at === 'exchange' ? '已要求挂断，但交换机上通话还在' : '通话已结束，但页面仍显示它',
        trouble.at === 'exchange'
          ? 'the hang-up was asked for, and the call is still up'
          : 'the call is over, and the page still shows it',
        trouble.at === 'exchange'
          ? '在交换机上 core show channels 查看 Local/ 通道，channel request hangup 挂断；最多几分钟后它会自行结束'
          : '看话务桥与交换机的连接；页面须收到挂断事件',
        trouble.at === 'exchange'
          ? 'see `core show channels` for Local/ channels; it ends by itself after some minutes'
          : 'look at the bridge’s link to the exchange; it has to get the hang-up',
      );
    default:
      return trouble satisfies never;
  }
}

function noPopWords({ seat, saw, told: said }: TroubleOf<'no-pop'>): TroubleWords {
  switch (saw) {
    case 'nothing':
      return told(
        `交换机已派给座席 ${seat}，话务桥却没有看到振铃，页面没有弹屏`,
        `the exchange has offered the call to seat ${seat}; the bridge saw no ringing, and the page did not pop`,
        '话务桥的配置与本文件是否一致（座席接口、队列）；AMI 账号 read 是否含 call,agent；改后重启话务桥',
        'does the bridge run this very file (interfaces, queues), and does its account read call,agent? Start it again after a change',
      );
    case 'seat-rings':
      return told(
        `话务桥看到座席 ${seat} 振铃，但页面没有收到弹屏`,
        `the bridge saw seat ${seat} ring, and the page got no pop`,
        '看话务桥的日志；重启话务桥后再试，仍如此时把日志交给维护方',
        'read the bridge’s log, start it again; if it stays so, give its makers the log',
      );
    case 'link-lost':
      return told(
        `话务桥与交换机的连接断了，所以没有弹屏：${said}`,
        'the bridge’s link to the exchange is gone',
        '看话务桥打印的原因和两台机器之间的网络',
        'read what the bridge printed and look at the network between',
      );
    case 'page-gone':
      return told(
        `页面的长连接断了，所以没有弹屏：${said}`,
        'the page’s socket is gone',
        '看反向代理的超时设置（应大于 60 秒）和网络',
        'look at the reverse proxy’s time-outs (more than 60 s) and the network',
      );
    default:
      return saw satisfies never;
  }
}

const queueStatusZh: Readonly<Record<string, string>> = {
  JOINEMPTY: '无人值守，拒绝进入（JOINEMPTY）',
  LEAVEEMPTY: '座席全部离开（LEAVEEMPTY）',
  TIMEOUT: '排队超时（TIMEOUT）',
  FULL: '排队已满（FULL）',
};

const dialResultZh: Readonly<Record<string, string>> = {
  BUSY: '占线或拒接（BUSY）',
  CHANUNAVAIL: '话机不可达（CHANUNAVAIL）',
  CONGESTION: '呼叫失败（CONGESTION）',
  NOANSWER: '没有应答（NOANSWER）',
};
