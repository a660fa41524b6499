import { TestLine } from '../../adapters/asterisk/test-line.ts';
import { findingWords } from '../finding-words.ts';
import { memberTrouble, othersFree } from './membership.ts';
import { found, type Look, type Scene } from './scene.ts';
import { HopFailed, type Words } from './trouble.ts';

/** app_queue learns of a member, and of its telephone's state, some moments after they changed. */
const memberWithinMs = 3000;
const askAgainMs = 150;

/** The account gets in, and has what the start-up report asks for. */
export const lookAtExchange: Look = async (scene) => {
  const { exchange } = found(scene.mission);
  const { host, port, user } = exchange;
  const opened = await TestLine.open(exchange, (event) => scene.heard.add(event), scene.signal);
  if (opened.outcome === 'lost')
    throw new HopFailed({ kind: 'exchange-lost', at: `${host}:${port}`, reason: opened.reason });
  if (opened.outcome === 'refused') {
    const [reason, remedy] = [bothOf(opened.reason), bothOf(opened.remedy)];
    throw new HopFailed({ kind: 'exchange-refused', reason, remedy });
  }
  scene.line = opened.line;
  // The version is told in the hop's own line.
  const report = opened.findings.filter(({ code }) => code !== 'version');
  scene.notes.push(...report.map(findingWords));
  const errors = report.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new HopFailed({ kind: 'exchange-report', findings: errors });
  const version = opened.version ?? '?';
  return {
    zh: `${host}:${port}，账号 ${user} 已登录，Asterisk ${version}`,
    en: `${user} is logged in at ${host}:${port}, Asterisk ${version}`,
  };
};

/** The exchange knows the queue, the trunk and the telephone, which is registered and free; nobody else would be rung. */
export const lookAtTelephone: Look = async (scene) => {
  const { site, seat, queue } = found(scene.mission);
  const all = await queuesOf(scene, null);
  if (!all.queues.includes(queue.queue))
    throw new HopFailed({ kind: 'queue-unknown', queue: queue.queue, known: all.queues });
  const devices = (await found(scene.line).devices()) ?? new Map<string, string>();
  // An exchange that tells no devices at all is asked no more of them; the queue's own list is looked at later.
  if (devices.size > 0) {
    // Of other kinds of channel the exchange lists those alone that were used since its start.
    const missing = site.trunkEndpoints.filter((one) => one.startsWith('PJSIP/') && !devices.has(one));
    if (missing.length > 0) throw new HopFailed({ kind: 'trunk-unknown', endpoints: missing });
    const state = devices.get(seat.interface);
    if (state === undefined) {
      if (seat.interface.startsWith('PJSIP/'))
        throw new HopFailed({ kind: 'telephone-unknown', interface: seat.interface });
    } else if (state !== 'NOT_INUSE' && state !== 'UNKNOWN')
      throw new HopFailed({ kind: 'telephone-away', interface: seat.interface, state });
  }
  refuseOthers(scene, all);
  return {
    zh: `队列 ${queue.queue}（${queue.name}）在，话机 ${seat.interface} 已注册、空闲`,
    en: `queue ${queue.queue} is there, telephone ${seat.interface} is registered and free`,
  };
};

/** The queue has the seat, under this very interface, and not paused. */
export const lookAtMember: Look = async (scene) => {
  const { seat, queue } = found(scene.mission);
  for (const end = Date.now() + memberWithinMs; ; ) {
    const list = await queuesOf(scene, queue.queue);
    const trouble = memberTrouble(list.members, queue.queue, seat);
    if (trouble === null) {
      refuseOthers(scene, list);
      return {
        zh: `队列 ${queue.queue} 里有 ${seat.interface}，未暂停，可派`,
        en: `queue ${queue.queue} has ${seat.interface}, not paused`,
      };
    }
    // The bridge has signed in by now: what stands there otherwise written does not change by waiting.
    const isOtherwise = trouble.kind === 'member-missing' && trouble.alike !== null;
    if (isOtherwise || Date.now() > end) throw new HopFailed(trouble);
    await pause(scene);
  }
};

/** The seat was signed out: its membership is gone too. */
export async function refuseMember(scene: Scene): Promise<void> {
  const { seat, queue } = found(scene.mission);
  for (const end = Date.now() + memberWithinMs; scene.line?.lostBecause === null; ) {
    const list = await scene.line.queues(queue.queue);
    const isThere = list?.members.some(
      (one) => one.queue === queue.queue && one.interface === seat.interface,
    );
    if (isThere !== true) return;
    if (Date.now() > end)
      throw new HopFailed({ kind: 'still-member', queue: queue.queue, interface: seat.interface });
    await new Promise((resolve) => setTimeout(resolve, askAgainMs));
  }
}

/** A state of the link says `中文 / English`. */
function bothOf(text: string): Words {
  const [zh = '', ...rest] = text.split(' / ');
  return { zh, en: rest.length === 0 ? zh : rest.join(' / ') };
}

type Queues = NonNullable<Awaited<ReturnType<TestLine['queues']>>>;

async function queuesOf(scene: Scene, queue: string | null): Promise<Queues> {
  const line = found(scene.line);
  scene.signal.throwIfAborted();
  const list = await line.queues(queue);
  scene.signal.throwIfAborted();
  if (list === null) throw new HopFailed({ kind: 'line-lost', reason: line.lostBecause ?? 'QueueStatus' });
  return list;
}

/** A test must not ring at people who work, nor take a citizen to a desk where nobody sits. */
function refuseOthers({ mission, wish }: Scene, { members, waiting }: Queues): void {
  const { seat, queue } = found(mission);
  if (wish.live) return;
  const free = othersFree(members, queue.queue, seat);
  const citizens = waiting.filter((one) => one.queue === queue.queue).length;
  if (free.length > 0 || citizens > 0)
    throw new HopFailed({ kind: 'others-would-ring', queue: queue.queue, free, waiting: citizens });
}

async function pause({ signal }: Scene): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, askAgainMs));
  signal.throwIfAborted();
}
