import { type TroubleOf, type TroubleWords, told } from './told.ts';

export function exchangeWords(
  trouble: TroubleOf<
    | 'exchange-lost'
    | 'exchange-refused'
    | 'exchange-report'
    | 'line-lost'
    | 'queue-unknown'
    | 'trunk-unknown'
    | 'telephone-unknown'
    | 'telephone-away'
    | 'others-would-ring'
  >,
): TroubleWords {
  switch (trouble.kind) {
    case 'exchange-lost':
      return told(
        `连不上交换机的管理接口 ${trouble.at}：${trouble.reason}`,
        `the exchange’s manager interface ${trouble.at} cannot be reached: ${trouble.reason}`,
        '确认 Asterisk 在运行、manager.conf 中 enabled = yes、地址端口与 pbx.ami.url 一致、防火墙放行',
        'check that Asterisk runs, enabled = yes in manager.conf, that host and port are those of pbx.ami.url, and the firewall',
      );
    case 'exchange-refused':
      return { what: trouble.reason, remedy: trouble.remedy };
    case 'exchange-report':
      return told(
        `管理接口账号或交换机有问题：${trouble.findings.map(({ zh }) => zh).join('；')}`,
        `account or exchange are not in order: ${trouble.findings.map(({ en }) => en).join('; ')}`,
        '按上面一行改好 manager.conf 或模块，执行 manager reload 后重新运行',
        'put it right in manager.conf or modules, run manager reload, then this again',
      );
    case 'line-lost':
      return told(
        `与交换机的连接中途断开：${trouble.reason}`,
        `the connection to the exchange was lost: ${trouble.reason}`,
        '查看交换机日志和到交换机的网络，再重新运行',
        'look at the exchange’s log and the network to it, then run this again',
      );
    case 'queue-unknown':
      return told(
        `交换机没有队列 ${trouble.queue}；它有：${listed(trouble.known, '、')}`,
        `the exchange has no queue ${trouble.queue}; it has ${listed(trouble.known, ', ')}`,
        '让 hotline.yaml 的 lines.queue 与 queues.conf 中的名字一致（大小写也算），执行 queue reload all',
        'make lines.queue in hotline.yaml and the name in queues.conf the same, letter case included; then queue reload all',
      );
    case 'trunk-unknown':
      return told(
        `交换机没有中继 ${trouble.endpoints.join('、')}：真实来电会被当作内部呼叫，弹屏没有号码，也不计入指标`,
        `the exchange has no trunk ${trouble.endpoints.join(', ')}: citizens’ calls would be taken for internal ones, without number and figures`,
        '让 hotline.yaml 的 trunks.endpoint 与 pjsip.conf 中的端点名一致',
        'make trunks.endpoint in hotline.yaml the endpoint’s name in pjsip.conf',
      );
    case 'telephone-unknown':
      return told(
        `交换机不认识话机 ${trouble.interface}`,
        `the exchange knows no telephone ${trouble.interface}`,
        '核对 hotline.yaml 的 seats.interface 与 pjsip.conf 的端点名（大小写也算）',
        'compare seats.interface in hotline.yaml with the endpoint in pjsip.conf, letter case included',
      );
    case 'telephone-away':
      return told(
        `话机 ${trouble.interface} ${deviceZh[trouble.state] ?? `状态为 ${trouble.state}`}`,
        `telephone ${trouble.interface} is ${trouble.state}`,
        trouble.state === 'UNAVAILABLE'
          ? '看话机是否通电、网线、注册地址和密码；在交换机上 pjsip show contacts 应有它'
          : '等通话结束、挂好听筒、关闭免打扰后重新运行',
        trouble.state === 'UNAVAILABLE'
          ? 'look at its power, cable, registrar and password; `pjsip show contacts` should list it'
          : 'run this again when it is free: receiver down, no do-not-disturb',
      );
    case 'others-would-ring': {
      const { queue, free, waiting } = trouble;
      const zh = [
        ...(free.length > 0 ? [`还有空闲座席 ${listed(free, '、')}，测试来电可能响到他们`] : []),
        ...(waiting > 0 ? [`有 ${waiting} 位市民在排队，可能响到受测座席`] : []),
      ];
      const en = [
        ...(free.length > 0 ? [`${listed(free, ', ')} are free and could be rung`] : []),
        ...(waiting > 0 ? [`${waiting} citizens wait and could ring the seat`] : []),
      ];
      return told(
        `队列 ${queue} ${zh.join('；')}，未放测试来电`,
        `queue ${queue}: ${en.join('; ')}; no test call was played`,
        '用 --queue 换一条没有别人的专线（建议配一条测试专线，见 docs/doctor.md），或等空闲时再试，或加 --live',
        'choose a line without others by --queue (a line for tests, see docs/doctor.md), a quiet hour, or --live',
      );
    }
    default:
      return trouble satisfies never;
  }
}

function listed(items: readonly string[], comma: string): string {
  const shown = items.slice(0, 6).join(comma);
  return items.length > 6 ? `${shown} … (${items.length})` : shown;
}

const deviceZh: Readonly<Record<string, string>> = {
  UNAVAILABLE: '没有注册（离线）',
  INUSE: '正在通话',
  BUSY: '占线',
  RINGING: '正在振铃',
  RINGINUSE: '正在通话且振铃',
  ONHOLD: '正在保持',
  INVALID: '不存在',
};
