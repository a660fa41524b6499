import type { Finding, PbxCapabilities } from '../../application/ports.ts';
import { type AmiMessage, field } from './ami-message.ts';
import type { RefusedError } from './refused.ts';

/**
 * What the account may do. ListCommands tells it, to anybody: it lists exactly those actions that the account may
 * send, each with the classes that allow it, e.g. `QueueAdd: … (Priv: agent,all)` (snapshot-endpoints.ami). There is
 * no action that tells the right to read; `evidence.ts` watches for what is missing.
 */
export interface AmiRights {
  /** in lower case */
  actions: ReadonlySet<string>;
  /** `write` classes that are certain: those that alone allow some listed action */
  classes: ReadonlySet<string>;
}

export function rightsOf(listCommands: AmiMessage): AmiRights {
  const actions = new Set<string>();
  const classes = new Set<string>();
  for (const action of Object.keys(listCommands.fields)) {
    const allowedBy = /\(Priv: ([^()]+)\)\s*$/.exec(field(listCommands, action) ?? '')?.[1];
    if (allowedBy === undefined) continue;
    actions.add(action);
    const [only, all, ...more] = allowedBy.split(',');
    if (only !== undefined && all === 'all' && more.length === 0) classes.add(only);
  }
  return { actions, classes };
}

/**
 * Until the rights are known, what Asterisk itself can do. A telephone is answered and put on hold at the telephone;
 * only where the site says that its telephones take orders (`telephoneControl`) can the exchange tell them to.
 */
export function capabilitiesOf(rights: AmiRights | null, telephoneControl: boolean): PbxCapabilities {
  const may = (action: string) => rights === null || rights.actions.has(action);
  const telephones = telephoneControl && may('pjsipnotify');
  return {
    queueState: may('queuestatus'),
    memberControl: may('queueadd') && may('queuepause'),
    answer: telephones,
    hangUp: may('hangup'),
    hold: telephones,
    redirect: may('redirect'),
    originate: may('originate'),
    mute: may('setvar'),
    consult: may('atxfer') && may('cancelatxfer') && may('hangup'),
    conference: may('playdtmf'),
    transfer: may('blindtransfer'),
    press: may('playdtmf'),
    monitor: false,
  };
}

interface Need {
  action: string;
  right: string;
  severity: Finding['severity'];
  zh: string;
  en: string;
}

const needs: readonly Need[] = [
  {
    action: 'queueadd',
    right: 'agent',
    severity: 'error',
    zh: '坐席无法签入队列、示忙和进入话后处理',
    en: 'seats cannot be put into queues, paused or set to wrap-up',
  },
  {
    action: 'coreshowchannels',
    right: 'reporting',
    severity: 'error',
    zh: '链路恢复后无法核对在线通话',
    en: 'after a loss of the link the calls that are up cannot be compared',
  },
  {
    action: 'redirect',
    right: 'call',
    severity: 'warning',
    zh: '面板上不能转接和挂机',
    en: 'the panel cannot transfer or hang up',
  },
  {
    action: 'originate',
    right: 'originate',
    severity: 'warning',
    zh: '面板上不能外呼和回拨',
    en: 'the panel cannot call out or call back',
  },
];

const telephoneNeed: Need = {
  action: 'pjsipnotify',
  right: 'system',
  severity: 'warning',
  zh: '面板上不能遥控话机接听和保持（还须加载 res_pjsip_notify）',
  en: 'the panel cannot make telephones answer and hold (res_pjsip_notify has to be loaded as well)',
};

/** Whoever gets hold of such an account owns the exchange, or the machine that it runs on. */
const excessive: Readonly<Record<string, { zh: string; en: string }>> = {
  command: { zh: '可执行任意控制台命令', en: 'any console command' },
  system: {
    zh: '可装卸模块、改写内部数据库和拨号方案',
    en: 'modules, the internal database and the dialplan',
  },
  config: { zh: '可改写配置文件', en: 'the configuration files' },
};

const enoughRights = 'write = call,agent,originate,reporting';

/** Classes that nobody gives by name; who has one of them besides was given `all`. */
const onlyWithAll = ['agi', 'aoc', 'message'];

export function rightsFindings(
  user: string,
  { actions, classes }: AmiRights,
  telephoneControl: boolean,
): Finding[] {
  const missing = [...needs, ...(telephoneControl ? [telephoneNeed] : [])]
    .filter(({ action }) => !actions.has(action))
    .map(
      ({ right, severity, zh, en }): Finding => ({
        severity,
        code: `right-missing-${right}`,
        zh: `AMI 账号 ${user} 缺少权限 write=${right}：${zh}。请在 manager.conf 的 [${user}] 段补上并 manager reload`,
        en: `AMI account ${user} lacks write=${right}: ${en}. Add it in section [${user}] of manager.conf, then manager reload`,
      }),
    );
  const all =
    Object.keys(excessive).every((right) => classes.has(right)) &&
    onlyWithAll.some((right) => classes.has(right));
  const rights = all ? { all: { zh: '等于交接整台交换机', en: 'the whole exchange' } } : excessive;
  const inExcess = Object.entries(rights)
    .filter(([right]) => all || classes.has(right))
    .filter(([right]) => !(telephoneControl && right === 'system'))
    .map(
      ([right, { zh, en }]): Finding => ({
        severity: 'warning',
        code: `right-in-excess-${right}`,
        zh: `AMI 账号 ${user} 权限过大：write=${right}（${zh}），一号答用不到。请在 manager.conf 中改为 ${enoughRights}`,
        en: `AMI account ${user} has more than it needs: write=${right} (${en}). Set ${enoughRights} in manager.conf`,
      }),
    );
  return [...missing, ...inExcess];
}

/** The oldest release that is still maintained by its makers; 12 brought the events that are read here. */
const maintainedFrom = 20;
const readableFrom = 13;

export function versionFinding(version: string | null): Finding {
  // `22.10.0~dfsg…`, `certified/20.7-cert3`; a build from a checkout says `GIT-22-…`
  const major = Number(/^(?:certified[/-]|GIT-)?(\d+)[.\-~]/.exec(version ?? '')?.[1] ?? Number.NaN);
  const name = `Asterisk ${version ?? '?'}`;
  if (Number.isNaN(major)) {
    return {
      severity: 'warning',
      code: 'version-unknown',
      zh: `无法识别交换机版本：${name}。请核对队列和通话事件是否齐全`,
      en: `unknown version of the exchange: ${name}. Check that queue and call events are complete`,
    };
  }
  if (major < readableFrom) {
    return {
      severity: 'error',
      code: 'version-too-old',
      zh: `${name} 过旧：缺少桥接和队列事件，通话无法正确统计，请升级到 ${maintainedFrom} 以上`,
      en: `${name} is too old: it lacks bridge and queue events, calls cannot be counted right. Upgrade to ${maintainedFrom} or later`,
    };
  }
  if (major < maintainedFrom) {
    return {
      severity: 'warning',
      code: 'version-old',
      zh: `${name} 已停止维护，一号答未在其上测试，建议升级到 ${maintainedFrom} 以上`,
      en: `${name} is no longer maintained and was not tried with this bridge. Upgrade to ${maintainedFrom} or later`,
    };
  }
  return { severity: 'info', code: 'version', zh: `交换机：${name}`, en: `the exchange is ${name}` };
}

export function refusedFinding({ code, words }: RefusedError): Finding {
  return {
    severity: 'error',
    code,
    zh: `${words.zh}。${words.remedyZh}`,
    en: `${words.en}; ${words.remedyEn}`,
  };
}

/** Asterisk says it after the login, or when it has loaded, to who may read class `system`. */
export function notBootedFinding(user: string): Finding {
  return {
    severity: 'warning',
    code: 'boot-not-seen',
    zh: `没有收到 FullyBooted：交换机仍在启动，或 AMI 账号 ${user} 缺少权限 read=system（将看不到交换机停机和话机离线）`,
    en: `FullyBooted was not seen: the exchange is still loading, or AMI account ${user} lacks read=system (shutdowns and unreachable telephones stay unseen)`,
  };
}

/** The queues are not there: app_queue is not loaded, or not yet (after-kill.ami). */
export function noQueuesFinding(message: string): Finding {
  return {
    severity: 'error',
    code: 'queues-not-found',
    zh: `交换机没有给出队列状态：${message}。请确认已加载 app_queue（module load app_queue.so）`,
    en: `the exchange does not tell the state of its queues: ${message}. Check that app_queue is loaded`,
  };
}
