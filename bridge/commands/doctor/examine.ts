import {
  leaveSeat,
  lookAtBridge,
  lookAtPage,
  lookAtPop,
  refuseUnready,
  signOutOfSeat,
  takeSeat,
} from './bridge-hops.ts';
import { endCall, hangUp, lookAtOffer, lookAtQueue, lookAtRinging, playCall } from './call-hops.ts';
import { lookAtExchange, lookAtMember, lookAtTelephone } from './exchange-hops.ts';
import { type HopId, type HopTold, hops, inTheWayOf } from './hops.ts';
import { missionOf } from './mission.ts';
import type { Look, Scene } from './scene.ts';
import { HopFailed, type Trouble } from './trouble.ts';
import { troubleWords } from './trouble-words.ts';
import type { TroubleWords } from './words/told.ts';

/** The first hop: what is to be tried, from the file that the bridge runs by. */
const readConfiguration: Look = async (scene) => {
  const { wish } = scene;
  const { mission, url } = await missionOf(wish, scene.env);
  scene.mission = mission;
  scene.url = url;
  if (mission === null) return { zh: '没有 --config：按演示检查', en: 'no --config: a demo is looked at' };
  const { site, seat, queue } = mission;
  const from = wish.source.kind === 'site' ? wish.source.file : '--pbx';
  return {
    zh: `${from}：交换机 ${site.pbxId}，座席 ${seat.seat}（${seat.interface}），队列 ${queue.queue}（${queue.name}）`,
    en: `${from}: exchange ${site.pbxId}, seat ${seat.seat} (${seat.interface}), queue ${queue.queue}`,
  };
};

const looks: Readonly<Record<HopId, Look>> = {
  configuration: readConfiguration,
  exchange: lookAtExchange,
  telephone: lookAtTelephone,
  bridge: lookAtBridge,
  page: lookAtPage,
  seat: takeSeat,
  member: async (scene) => {
    const words = await lookAtMember(scene);
    await refuseUnready(scene);
    return words;
  },
  arrival: playCall,
  queue: lookAtQueue,
  offer: lookAtOffer,
  ringing: lookAtRinging,
  pop: lookAtPop,
  over: hangUp,
  leave: leaveSeat,
};

/** Of a demo, only these can be looked at: its exchange is inside the bridge. */
const inDemo: ReadonlySet<HopId> = new Set(['configuration', 'bridge', 'page']);

export interface Examined {
  told: HopTold[];
  /** what was begun and could not be taken back */
  left: TroubleWords[];
}

/**
 * Looks at one hop after the other and tells each as it is known. What was begun is taken back, whatever happened: the
 * call, the seat, the session, the connections.
 *
 * @param tell a hop that is known now, with lines beneath it
 */
export async function examine(
  scene: Scene,
  tell: (told: HopTold, notes: readonly string[]) => void,
): Promise<Examined> {
  const all: HopTold[] = [];
  const left: TroubleWords[] = [];
  try {
    for (const hop of hops) {
      const told = await lookAt(hop, scene, all);
      all.push(told);
      tell(told, scene.notes.splice(0));
    }
  } finally {
    await takeBack(scene, (trouble) => left.push(troubleWords(trouble)));
  }
  return { told: all, left };
}

async function lookAt(
  hop: (typeof hops)[number],
  scene: Scene,
  before: readonly HopTold[],
): Promise<HopTold> {
  // What was begun is ended, also where a hop between went wrong.
  const isBegun = (hop.id === 'over' && scene.call !== null) || (hop.id === 'leave' && scene.seated);
  if (!isBegun) {
    const isDemo = scene.wish.source.kind === 'demo' && !inDemo.has(hop.id);
    const because = isDemo ? 'demo' : inTheWayOf(hop, before);
    if (because !== null) return { hop, outcome: 'skipped', because };
  }
  try {
    return { hop, outcome: 'ok', words: await looks[hop.id](scene) };
  } catch (error) {
    if (!(error instanceof HopFailed)) throw error;
    const { what, remedy } = troubleWords(error.trouble);
    return { hop, outcome: 'failed', words: what, remedy };
  }
}

/** Does nothing where all was ended by its own hop. The rest is tried even if one part of it fails. */
async function takeBack(scene: Scene, failed: (trouble: Trouble) => void): Promise<void> {
  const parts = [
    () => endCall(scene),
    () => signOutOfSeat(scene),
    () => scene.page?.close(),
    () => scene.visit?.signOut(),
    () => scene.line?.close(),
  ];
  const unforeseen: unknown[] = [];
  for (const part of parts)
    try {
      await part();
    } catch (error) {
      if (error instanceof HopFailed) failed(error.trouble);
      else unforeseen.push(error);
    }
  if (unforeseen.length > 0) throw unforeseen[0];
}
