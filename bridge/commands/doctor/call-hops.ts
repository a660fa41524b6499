import type { TelephonyEvent } from '../../domain/telephony/event.ts';
import { refused } from '../../domain/telephony/offers.ts';
import { refuseLastingCard } from './bridge-hops.ts';
import { type CallBegun, found, type Look, type Scene } from './scene.ts';
import { newTestCallId, testCallerId, testNumber } from './test-number.ts';
import { HopFailed } from './trouble.ts';

const bornWithinMs = 5000;
/** A site's notice of recording and its greeting, both played to the end. */
const joinWithinMs = 90_000;
const pressAgainMs = 700;
/** A free seat is offered a call within some hundredths of a second. */
const offerWithinMs = 10_000;
/** Where others may be rung first: three of them, each for the longest time that a line can set. */
const liveOfferWithinMs = 180_000;
const ringWithinMs = 6000;
const overWithinMs = 5000;
/** An exchange under load bears a channel some time after it said that it would. */
const lateBirthMs = 2000;
/** The longest that the call lives if this command is killed: the whole way, at its slowest. */
const longestSeconds = Math.ceil((joinWithinMs + liveOfferWithinMs) / 1000) + 30;

/** The exchange plays the call, and it appears in the dialplan as a citizen’s does. */
export const playCall: Look = async (scene) => {
  const { way } = found(scene.mission);
  const { context, extension } = way;
  const call: CallBegun = {
    id: newTestCallId(Date.now()),
    channel: null,
    heardFrom: scene.heard.here,
    shownFrom: found(scene.page).here,
  };
  // Taken back at the end even if nothing more is heard of it.
  scene.call = call;
  const answer = await found(scene.line).call({
    id: call.id,
    context,
    extension,
    callerId: testCallerId,
    longestSeconds,
  });
  if (answer.outcome !== 'done') {
    scene.call = answer.outcome === 'refused' ? null : call;
    throw new HopFailed({ kind: 'call-refused', message: answer.message });
  }
  const born = await heard(scene, bornWithinMs, call.heardFrom, (event) => {
    if (event.type === 'originate-ended' && event.leg === call.id && !event.success) return '';
    return bornAs(event, call);
  });
  if (born === null || born === '') throw new HopFailed({ kind: 'call-not-born', extension, context });
  call.channel = born;
  return {
    zh: `主叫 ${testNumber}（没有人会有的号码）呼入 ${extension}@${context}`,
    en: `caller ${testNumber}, a number that nobody can have, calls ${extension}@${context}`,
  };
};

/** It joins the queue that is tried; the key of its line is pressed while the greeting plays. */
export const lookAtQueue: Look = async (scene) => {
  const { queue, way } = found(scene.mission);
  const call = found(scene.call);
  const stopPressing = pressing(scene, way.digit);
  try {
    const joined = await heard(scene, joinWithinMs, call.heardFrom, (event) => {
      if (!isOf(event, call)) return null;
      if (event.type === 'queue-joined') return { queue: event.queue, status: null };
      if (event.type === 'dialplan-said' && event.name === 'QueueLeft')
        return { queue: event.fields.queue ?? '', status: event.fields.status ?? '' };
      return event.type === 'leg-ended' ? { queue: null, status: null } : null;
    });
    if (joined === null)
      throw new HopFailed({ kind: 'queue-not-joined', queue: queue.queue, seconds: joinWithinMs / 1000 });
    if (joined.queue === null)
      throw new HopFailed({ kind: 'call-ended-early', extension: way.extension, context: way.context });
    if (joined.status !== null)
      throw new HopFailed({ kind: 'queue-let-go', queue: joined.queue, status: joined.status });
    if (joined.queue !== queue.queue)
      throw new HopFailed({
        kind: 'other-queue',
        queue: queue.queue,
        joined: joined.queue,
        digit: way.digit,
      });
  } finally {
    stopPressing();
  }
  return {
    zh: `测试来电进入队列 ${queue.queue}`,
    en: `the test call joined queue ${queue.queue}`,
  };
};

/** The queue offers it to this very seat. */
export const lookAtOffer: Look = async (scene) => {
  const { seat, queue } = found(scene.mission);
  const call = found(scene.call);
  const others = new Set<string>();
  const within = scene.wish.live ? liveOfferWithinMs : offerWithinMs;
  // Since somebody is at the seat: a citizen may have been offered to it before the test call was there.
  const offered = await heard(scene, within, scene.seatedFrom, (event, at) => {
    if (event.type === 'queue-offered' && event.interface === seat.interface)
      return isOf(event, call)
        ? { kind: 'offer' as const, seatLeg: event.seatLeg, at, micros: event.at }
        : { kind: 'real' as const };
    if (!isOf(event, call)) return null;
    if (event.type === 'queue-offered') others.add(event.interface);
    if (event.type === 'dialplan-said' && event.name === 'QueueLeft')
      return { kind: 'left' as const, status: event.fields.status ?? '' };
    const isOver = event.type === 'queue-connected' || event.type === 'leg-ended';
    return isOver ? { kind: 'over' as const } : null;
  });
  if (offered?.kind === 'real') throw new HopFailed({ kind: 'real-call', seat: seat.seat });
  if (offered?.kind === 'left')
    throw new HopFailed({ kind: 'queue-let-go', queue: queue.queue, status: offered.status });
  if (offered?.kind !== 'offer')
    throw new HopFailed({
      kind: 'not-offered',
      seat: seat.seat,
      queue: queue.queue,
      offeredTo: [...others],
    });
  scene.offer = { seatLeg: offered.seatLeg, at: offered.at, micros: offered.micros };
  const before = others.size === 0 ? '' : `（先响过 ${[...others].join('、')}）`;
  return {
    zh: `队列把它派给座席 ${seat.seat}（${seat.interface}）${before}`,
    en: `the queue offers it to seat ${seat.seat} (${seat.interface})`,
  };
};

/** The telephone takes the call and rings; nobody has to lift the receiver. */
export const lookAtRinging: Look = async (scene) => {
  const { seat } = found(scene.mission);
  const { heardFrom } = found(scene.call);
  const { seatLeg, micros } = found(scene.offer);
  const rung = await heard(scene, ringWithinMs, heardFrom, (event) => {
    if (event.type === 'leg-changed' && event.leg === seatLeg) {
      if (event.state === 'ringing' || event.state === 'up') return { result: null, micros: event.at };
    }
    // The queue says NOANSWER of a telephone that refused, too.
    if (event.type === 'hangup-asked' && event.leg === seatLeg && refused(event.cause))
      return { result: 'BUSY', micros: event.at };
    if (event.type === 'dial-ended' && event.to === seatLeg && event.result !== 'ANSWER')
      return { result: event.result, micros: event.at };
    return null;
  });
  if (rung === null || rung.result !== null)
    throw new HopFailed({
      kind: 'not-ringing',
      interface: seat.interface,
      result: rung?.result ?? null,
    });
  const ms = Math.max(0, Math.round((rung.micros - micros) / 1000));
  return {
    zh: `话机 ${seat.interface} 振铃，派给座席后 ${ms} 毫秒；不必接听`,
    en: `telephone ${seat.interface} rings, ${ms} ms after the offer; nobody has to answer`,
  };
};

/** The caller hangs up: the exchange says so, and the page shows it. */
export const hangUp: Look = async (scene) => {
  const call = found(scene.call);
  await endCall(scene);
  await refuseLastingCard(scene, call);
  return { zh: '测试来电已挂断，页面显示通话结束', en: 'the test call is hung up, and the page shows it' };
};

/** @throws HopFailed where the exchange does not say that it is over */
export async function endCall(scene: Scene): Promise<void> {
  const { call, line } = scene;
  if (call === null || line === null) return;
  // Not stopped by Ctrl+C: this is what has to be done then.
  const { signal } = new AbortController();
  const now = { from: call.heardFrom, withinMs: 0, signal };
  // By its id, which it has from its birth on: it may be born before this hears of it, or only now.
  const answer = await line.hangUp(call.id);
  if (answer.outcome !== 'done') {
    const channel = await scene.heard.first((event) => bornAs(event, call), {
      ...now,
      withinMs: lateBirthMs,
    });
    // Never born: there is nothing to end.
    if (channel !== null) await line.hangUp(call.id);
    else if (answer.outcome === 'refused') {
      scene.call = null;
      return;
    }
  }
  const ended = (event: TelephonyEvent) =>
    event.type === 'leg-ended' && event.leg === call.id ? true : null;
  if ((await scene.heard.first(ended, { ...now, withinMs: overWithinMs })) === null)
    throw new HopFailed({ kind: 'not-over', at: 'exchange' });
  scene.call = null;
}

function bornAs(event: TelephonyEvent, { id }: CallBegun): string | null {
  return event.type === 'leg-appeared' && event.leg === id ? event.channel : null;
}

/** Of the call, whichever of its channels. */
function isOf(event: TelephonyEvent, { id }: CallBegun): boolean {
  return 'call' in event && event.call === id;
}

/** Presses until it is told to stop: a key that comes before the dialplan listens is lost. */
function pressing(scene: Scene, digit: string | null): () => void {
  const { line, call } = scene;
  if (digit === null || line === null || call?.channel == null) return () => {};
  const { channel } = call;
  const press = () => void line.press(channel, digit);
  press();
  const again = setInterval(press, pressAgainMs);
  return () => clearInterval(again);
}

/** What was heard from a place on. @throws HopFailed where the connection is lost meanwhile */
async function heard<R>(
  { heard: seen, line, signal }: Scene,
  withinMs: number,
  from: number,
  check: (event: TelephonyEvent, at: number) => R | null,
): Promise<R | null> {
  const lost = Symbol('lost');
  const answer = await seen.first<R | typeof lost>(
    (event, at) => (event.type === 'link-lost' ? lost : check(event, at)),
    { from, withinMs, signal },
  );
  if (answer === lost) throw new HopFailed({ kind: 'line-lost', reason: line?.lostBecause ?? '' });
  return answer as R | null;
}
