import { z } from 'zod';
import { leavingReason, wrapUpReason } from '../domain/telephony/seat-state.ts';
import type { WrapUpExtension } from '../domain/telephony/wrap-up.ts';
import { actsSince } from './acts-since.ts';
import type { Journal } from './ports.ts';

/** Of an act no more than who sat where, when the seat was paused for what, and what a record was given more time. */
const seatActSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('seat-signed-in'),
    receivedAt: z.number(),
    session: z.object({ seat: z.string(), accountId: z.string(), signedInAt: z.number() }),
  }),
  z.object({
    type: z.literal('seat-signed-out'),
    receivedAt: z.number(),
    seat: z.string(),
    accountId: z.string(),
  }),
  z.object({
    type: z.literal('seat-pause-set'),
    receivedAt: z.number(),
    seat: z.string(),
    accountId: z.string(),
    pause: z.object({ reason: z.string() }).nullable(),
  }),
  z.object({
    type: z.literal('wrap-up-extended'),
    receivedAt: z.number(),
    seat: z.string(),
    accountId: z.string(),
    interactionId: z.string(),
    extension: z.object({
      times: z.number(),
      until: z.number().nullable(),
      commandId: z.string().nullable(),
    }),
  }),
]);
type JournaledAct = z.infer<typeof seatActSchema>;

/** Who sat at a seat, from when to when; to is null while they still sit there. */
export interface Sitting {
  seat: string;
  accountId: string;
  from: number;
  to: number | null;
  /** when wrap-ups ended, oldest first: a record that was not saved was put aside then */
  wrapUpsOver: number[];
  /** by interaction, how far its wrap-up was extended */
  extended: ReadonlyMap<string, WrapUpExtension>;
}

/** Who sat where since then, also who sits there no more: as the bridge journaled its acts. By beginning of the act. */
export async function pastSittings(journal: Journal, stream: string, since: number): Promise<Sitting[]> {
  return sittingsOf(await actsSince(journal, stream, since, seatActSchema), since);
}

/**
 * Acts since then, oldest first. Of a seat whose sign-in was earlier the first act tells who sat there. A sitting ends
 * when the seat begins to leave its queues: what the exchange makes of that may take long.
 */
function sittingsOf(acts: readonly JournaledAct[], since: number): Sitting[] {
  const sittings: Sitting[] = [];
  const seen = new Set<string>();
  const now = new Map<string, Sitting>();
  const extended = new Map<string, WrapUpExtension>();
  const sitDown = (seat: string, accountId: string, from: number) => {
    const sitting: Sitting = { seat, accountId, from, to: null, wrapUpsOver: [], extended };
    sittings.push(sitting);
    now.set(seat, sitting);
  };
  const standUp = (seat: string, at: number) => {
    const sitting = now.get(seat);
    if (sitting !== undefined) sitting.to = at;
    now.delete(seat);
  };
  for (const act of acts) {
    const { seat, accountId } = act.type === 'seat-signed-in' ? act.session : act;
    const at = act.receivedAt;
    if (act.type === 'seat-signed-in') {
      // Other queues at the same seat are no new sitting.
      if (now.get(seat)?.accountId !== accountId) {
        standUp(seat, at);
        sitDown(seat, accountId, act.session.signedInAt);
      }
    } else if (act.type === 'wrap-up-extended') {
      extended.set(act.interactionId, act.extension);
    } else {
      if (!seen.has(seat)) sitDown(seat, accountId, since);
      const pause = act.type === 'seat-pause-set' ? (act.pause?.reason ?? null) : leavingReason;
      if (pause !== wrapUpReason) now.get(seat)?.wrapUpsOver.push(at);
      if (pause === leavingReason) standUp(seat, at);
    }
    if (act.type !== 'wrap-up-extended') seen.add(seat);
  }
  return sittings;
}
