import type { CallCard, DeskView } from '../../protocol/desk.ts';
import { BridgeVisit } from './bridge-visit.ts';
import { refuseMember } from './exchange-hops.ts';
import type { DoctorPage } from './page.ts';
import { type CallBegun, found, type Look, type Scene } from './scene.ts';
import { HopFailed } from './trouble.ts';

/** From the sign-in to 示闲: the exchange takes the seat in and lifts its pause. */
const readyWithinMs = 5000;
/** A pop takes some hundredths of a second; after this nobody would call it one. */
const popWithinMs = 5000;
const overWithinMs = 5000;

const over: ReadonlySet<CallCard['phase']> = new Set(['ended', 'missed', 'answered-elsewhere']);
/** Also one that is over when it comes: a telephone that refuses at once has its card as 未接. */
const popped: ReadonlySet<CallCard['phase']> = new Set([...over, 'ringing', 'talking', 'held']);

/** It answers at its address, and says itself that it is linked to the exchange. */
export const lookAtBridge: Look = async (scene) => {
  const url = found(scene.url);
  const visit = new BridgeVisit(url, scene.signal);
  const link = await visit.link();
  scene.visit = visit;
  if (link !== 'up') throw new HopFailed({ kind: 'bridge-unlinked', link });
  return scene.mission === null
    ? { zh: `${url.href} 在运行`, en: `${url.href} runs` }
    : { zh: `${url.href} 在运行，与交换机已连接`, en: `${url.href} runs, linked to the exchange` };
};

/** The account gets in, its page opens, and it is the page of this site. */
export const lookAtPage: Look = async (scene) => {
  const { login } = scene.wish;
  const visit = found(scene.visit);
  const me = await visit.signIn(login, scene.password);
  if (!me.rights.includes('take-calls')) throw new HopFailed({ kind: 'no-operator', login });
  const page = await visit.openPage();
  scene.page = page;
  if (scene.mission !== null) {
    if (me.demo) throw new HopFailed({ kind: 'bridge-in-demo' });
    const expected = `pbx/${scene.mission.site.pbxId}`;
    const { stream } = page;
    if (stream !== null && stream !== expected)
      throw new HopFailed({ kind: 'other-exchange', expected, found: stream });
  }
  const desk = page.lastDesk;
  if (desk !== null && desk.seat !== null) throw new HopFailed({ kind: 'account-at-seat', seat: desk.seat });
  return {
    zh: `账号 ${login} 已登录，页面的长连接已打开，收到座席面板`,
    en: `${login} is signed in, the page’s socket is open and shows its desk`,
  };
};

/** Nobody is moved away: a seat that is taken stays so. */
export const takeSeat: Look = async (scene) => {
  const { seat, queue } = found(scene.mission);
  const page = found(scene.page);
  // It may have been taken although its answer did not come.
  scene.seated = true;
  scene.seatedFrom = scene.heard.here;
  const answer = await page.command({
    type: 'sign-in-seat',
    seat: seat.seat,
    queues: [queue.queue],
    takeOver: false,
  });
  if (answer?.outcome !== 'done') {
    const refused = answer?.outcome === 'refused' ? answer : null;
    scene.seated = refused === null;
    throw new HopFailed({
      kind: 'seat-refused',
      seat: seat.seat,
      code: refused?.code ?? 'no-answer',
      message: refused?.message ?? '话务桥没有应答',
    });
  }
  return {
    zh: `已用账号 ${scene.wish.login} 签入座席 ${seat.seat}，只进队列 ${queue.queue}`,
    en: `signed in at seat ${seat.seat}, in queue ${queue.queue} alone`,
  };
};

/** The exchange has the seat as it should be, and the page shows it 示闲: then a call that is offered pops here. */
export async function refuseUnready(scene: Scene): Promise<void> {
  const { seat } = found(scene.mission);
  const page = found(scene.page);
  const isReady = ({ seat: own, state }: DeskView) => own === seat.seat && state === 'READY';
  if (page.lastDesk !== null && isReady(page.lastDesk)) return;
  if ((await page.desk(isReady, { from: page.here, withinMs: readyWithinMs })) !== null) return;
  const { state = '?', reason = null } = page.lastDesk ?? {};
  throw new HopFailed({ kind: 'seat-not-ready', seat: seat.seat, state, reason });
}

/** The page shows this very call, known by its id, at this seat. */
export const lookAtPop: Look = async (scene) => {
  const { seat } = found(scene.mission);
  const page = found(scene.page);
  const { id, shownFrom } = found(scene.call);
  const offer = found(scene.offer);
  const shown = await page.card(id, popped, { from: shownFrom, withinMs: popWithinMs });
  if (shown === null) {
    const desk = page.lastDesk;
    const saw =
      page.goneBecause !== null
        ? ('page-gone' as const)
        : desk !== null && desk.link.state !== 'up'
          ? ('link-lost' as const)
          : desk?.state === 'RINGING'
            ? ('seat-rings' as const)
            : ('nothing' as const);
    const told = page.goneBecause ?? desk?.link.zh ?? '';
    throw new HopFailed({ kind: 'no-pop', seat: seat.seat, saw, told });
  }
  const ms = Math.max(0, shown.at - offer.at);
  return {
    zh: `座席 ${seat.seat} 的页面弹出了这通测试来电，派给座席后 ${ms} 毫秒`,
    en: `the page of seat ${seat.seat} shows this test call, ${ms} ms after the offer`,
  };
};

/** The page shows that the call is over. */
export async function refuseLastingCard({ page }: Scene, { id }: CallBegun): Promise<void> {
  if (page === null || page.goneBecause !== null) return;
  const isOver = ({ cards }: DeskView) => !cards.some((card) => card.callId === id && !over.has(card.phase));
  if (page.lastDesk === null || isOver(page.lastDesk)) return;
  const { signal } = new AbortController();
  if ((await page.desk(isOver, { from: page.here, withinMs: overWithinMs, signal })) === null)
    throw new HopFailed({ kind: 'not-over', at: 'page' });
}

/** Out of the seat and of the queue, and the session ended. */
export const leaveSeat: Look = async (scene) => {
  const { seat, queue } = found(scene.mission);
  await signOutOfSeat(scene);
  await refuseMember(scene);
  return {
    zh: `已签出座席 ${seat.seat}，队列 ${queue.queue} 里不再有它`,
    en: `seat ${seat.seat} is left, and queue ${queue.queue} has it no more`,
  };
};

/** @throws HopFailed where the bridge does not let it go */
export async function signOutOfSeat(scene: Scene): Promise<void> {
  if (!scene.seated) return;
  const page = await pageToLeaveBy(scene);
  // Whoever pressed Ctrl+C wants this most of all.
  const answer = (await page?.command({ type: 'sign-out-seat' }, new AbortController().signal)) ?? null;
  if (answer?.outcome === 'done') {
    scene.seated = false;
    return;
  }
  const seat = scene.mission?.seat.seat ?? '';
  const message = answer?.outcome === 'refused' ? answer.message : '话务桥没有应答';
  throw new HopFailed({ kind: 'not-left', seat, message });
}

/** The page, opened again where it was lost; null: it cannot be. */
async function pageToLeaveBy(scene: Scene): Promise<DoctorPage | null> {
  if (scene.page?.goneBecause === null) return scene.page;
  try {
    scene.page = (await scene.visit?.openPage()) ?? null;
    return scene.page;
  } catch (error) {
    if (!(error instanceof HopFailed)) throw error;
    return null;
  }
}
