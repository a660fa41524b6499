import { type TroubleOf, type TroubleWords, told } from './told.ts';

export function seatWords(
  trouble: TroubleOf<
    | 'seat-refused'
    | 'seat-not-ready'
    | 'member-missing'
    | 'member-paused'
    | 'member-device'
    | 'not-left'
    | 'still-member'
  >,
): TroubleWords {
  switch (trouble.kind) {
    case 'seat-refused':
      return trouble.code === 'seat-taken'
        ? told(
            `座席 ${trouble.seat} 有人在用，没有接管：${trouble.message}`,
            `somebody sits at seat ${trouble.seat}; it was not taken over`,
            '请此人签出后再试，或换一个空座席',
            'ask them to sign out, or choose an empty seat',
          )
        : told(
            `座席 ${trouble.seat} 签入未成：${trouble.message}`,
            `seat ${trouble.seat} could not be taken (${trouble.code})`,
            '按上面的原因处理；话务系统拒绝时，看 AMI 账号是否有 write=agent，队列名和话机接口是否一致',
            'see the reason; where the exchange refuses: write=agent of the AMI account, names of queue and interface',
          );
    case 'seat-not-ready':
      return told(
        `交换机上座席 ${trouble.seat} 可派，但话务桥没有显示示闲：现为 ${trouble.state}${trouble.reason === null ? '' : `（${trouble.reason}）`}`,
        `the exchange has seat ${trouble.seat} ready, the bridge shows ${trouble.state}`,
        'OFFLINE 表示话机离线；BUSY、BREAK 表示有别的系统或话机功能键把它置忙',
        'OFFLINE: its telephone is away; BUSY or BREAK: another system or a feature code pauses it',
      );
    case 'member-missing':
      return told(
        trouble.alike === null
          ? `话务桥说已签入，但交换机的队列 ${trouble.queue} 里没有 ${trouble.interface}`
          : `队列 ${trouble.queue} 里没有 ${trouble.interface}，却有 ${trouble.alike}：同一座席写法不同`,
        trouble.alike === null
          ? `the bridge has signed in, but queue ${trouble.queue} has no member ${trouble.interface}`
          : `queue ${trouble.queue} has ${trouble.alike} instead of ${trouble.interface}`,
        trouble.alike === null
          ? '看 AMI 账号是否有 write=agent，是否有别的系统把成员移走'
          : '让 hotline.yaml 的 seats.interface 与队列成员的写法一致，并去掉旧成员',
        trouble.alike === null
          ? 'check write=agent of the AMI account, and whether another system removes members'
          : 'write seats.interface as the member is written, and remove the old member',
      );
    case 'member-paused':
      return told(
        `队列 ${trouble.queue} 中 ${trouble.interface} 处于暂停${trouble.reason === '' ? '' : `（${trouble.reason}）`}，不会派给它`,
        `${trouble.interface} is paused in queue ${trouble.queue}: it is offered nothing`,
        '找出是谁暂停的：别的系统、autopause、话机功能键；在交换机上 queue show 可看',
        'find who pauses it: another system, autopause, a feature code; see `queue show`',
      );
    case 'member-device':
      return told(
        `队列 ${trouble.queue} 中 ${trouble.interface} 的话机${memberDeviceZh[trouble.device] ?? `状态为 ${trouble.device}`}，不会派给它`,
        `queue ${trouble.queue} sees the telephone of ${trouble.interface} as ${memberDeviceEn[trouble.device] ?? trouble.device}`,
        '话机须已注册且空闲；注册后 queue show 应显示 Not in use',
        'the telephone has to be registered and free: `queue show` says Not in use',
      );
    case 'not-left':
      return told(
        `未能签出座席 ${trouble.seat}：${trouble.message}`,
        `seat ${trouble.seat} could not be left`,
        '用这个账号打开面板签出，或请班长强制签出',
        'sign out on the panel with this account, or let a team lead force it',
      );
    case 'still-member':
      return told(
        `已签出，但交换机的队列 ${trouble.queue} 里还有 ${trouble.interface}`,
        `signed out, and queue ${trouble.queue} still has ${trouble.interface}`,
        '看是否在 queues.conf 里写成了固定成员，或别的系统在加它',
        'is it a static member in queues.conf, or added by another system?',
      );
    default:
      return trouble satisfies never;
  }
}

/** ast_device_state, as QueueMember’s `Status` has it */
const memberDeviceZh: Readonly<Record<number, string>> = {
  2: '正在通话',
  3: '占线',
  4: '不存在',
  5: '没有注册（离线）',
  6: '正在振铃',
  7: '正在通话且振铃',
  8: '正在保持',
};
const memberDeviceEn: Readonly<Record<number, string>> = {
  2: 'in use',
  3: 'busy',
  4: 'invalid',
  5: 'unavailable',
  6: 'ringing',
  7: 'ringing in use',
  8: 'on hold',
};
