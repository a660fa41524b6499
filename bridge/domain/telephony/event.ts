import { z } from 'zod';
import { holdsNumber } from '../people/number.ts';

/**
 * What a telephone exchange was seen to do: observations of legs, paths and queues, never their meaning.
 * Call, citizen, seat, consultation and transfer are derived from these by the floor reducer alone, so a
 * mistake in correlation is mended by reading the journal again.
 *
 * - A *leg* is one channel of the exchange, known by its unique id; `call` is the linked id it carried when seen.
 * - A *path* is whatever joins legs so that they hear each other (a bridge or a conference room).
 * - `at` is microseconds since the epoch by the exchange's own clock; where the exchange gave no time,
 *   `clock` is `arrival` and `at` is the time of arrival at the bridge.
 */

/** Version of the stored form; a change of shape needs a new number and an upcaster. */
export const telephonyEventVersion = 1;

/** How sure we are: seen as it happened, concluded from other evidence, or found in a snapshot after a loss. */
export const certaintySchema = z.enum(['observed', 'inferred', 'reconciled']);

const text = z.string();
const maybeText = z.string().nullable();

const seen = {
  v: z.literal(telephonyEventVersion),
  /** µs since the epoch */
  at: z.int().nonnegative(),
  clock: z.enum(['pbx', 'arrival']),
  /** ms since the epoch, by the bridge's clock */
  receivedAt: z.number().nonnegative(),
  certainty: certaintySchema,
};

/** A leg as one event saw it: `channel` is its full name and the handle of commands, `dialled` the extension it stood at. */
const leg = { leg: text, call: text, channel: text, dialled: maybeText };

export const legStateSchema = z.enum(['down', 'calling', 'ringing', 'up', 'busy', 'other']);
export type LegState = z.infer<typeof legStateSchema>;

/** A seat's membership of a queue as the exchange tells it. */
export const membershipSchema = z.object({
  queue: text,
  interface: text,
  stateInterface: text,
  name: text,
  penalty: z.number(),
  paused: z.boolean(),
  reason: text,
  /** device state number of app_queue: 1 idle … 5 unavailable, 6 ringing; never proof of ringing or talking */
  device: z.number(),
});
export type Membership = z.infer<typeof membershipSchema>;

/** A leg found alive by a snapshot. */
export const legFoundSchema = z.object({
  ...leg,
  number: maybeText,
  name: maybeText,
  state: legStateSchema,
  path: maybeText,
  application: maybeText,
  /** whole seconds the leg has existed */
  aliveSeconds: z.number().nullable(),
});
export type LegFound = z.infer<typeof legFoundSchema>;

const event = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ ...seen, type: z.literal(type), ...shape });

export const telephonyEventSchema = z.discriminatedUnion('type', [
  /* legs */
  event('leg-appeared', {
    ...leg,
    number: maybeText,
    name: maybeText,
    state: legStateSchema,
    /** where the call came from, as the dialplan context says */
    context: maybeText,
  }),
  event('leg-changed', { ...leg, state: legStateSchema }),
  event('leg-identified', { ...leg, number: maybeText, name: maybeText }),
  event('legs-paired', { one: text, oneCall: text, two: text, twoCall: text }),
  /** a pair of Local halves is taken out of the path between two legs; what happens between begin and end is no gap */
  event('pair-optimised', { phase: z.enum(['begin', 'end']), one: text, two: text, source: maybeText }),
  event('leg-held', { ...leg }),
  event('leg-resumed', { ...leg }),
  event('hangup-asked', {
    ...leg,
    cause: z.number().nullable(),
    techCause: maybeText,
    /** by the exchange itself (soft), not by the far end */
    soft: z.boolean(),
  }),
  event('leg-ended', { ...leg, cause: z.number().nullable(), techCause: maybeText }),

  /* one leg rings another */
  event('dial-began', {
    from: maybeText,
    fromCall: maybeText,
    fromDialled: maybeText,
    to: text,
    toCall: text,
    toChannel: text,
    dialString: maybeText,
  }),
  event('dial-ended', {
    from: maybeText,
    fromCall: maybeText,
    fromDialled: maybeText,
    to: text,
    toCall: text,
    result: text,
  }),

  /* paths */
  event('path-opened', { path: text }),
  event('leg-joined', { ...leg, path: text }),
  event('leg-parted', { ...leg, path: text }),
  event('paths-merged', { into: text, from: text }),
  event('path-closed', { path: text }),
  event('conference-joined', { ...leg, path: text, conference: text }),
  event('conference-parted', { ...leg, path: text, conference: text }),

  /* queues */
  event('queue-joined', {
    ...leg,
    queue: text,
    number: maybeText,
    position: z.number(),
    waiting: z.number(),
  }),
  event('queue-left', { ...leg, queue: text, waiting: z.number() }),
  event('queue-gave-up', { ...leg, queue: text }),
  event('queue-offered', {
    ...leg,
    queue: text,
    interface: text,
    seatLeg: text,
    seatCall: text,
    seatChannel: text,
  }),
  event('queue-unanswered', { ...leg, queue: text, interface: text, seatLeg: maybeText }),
  event('queue-connected', {
    ...leg,
    queue: text,
    interface: text,
    seatLeg: maybeText,
    holdSeconds: z.number().nullable(),
  }),
  event('queue-completed', {
    ...leg,
    queue: text,
    interface: text,
    seatLeg: maybeText,
    holdSeconds: z.number().nullable(),
    talkSeconds: z.number().nullable(),
    reason: text,
  }),

  /* transfers as the exchange names them */
  event('transferred-blind', { ...leg, transferee: maybeText, target: text, result: text }),
  event('transferred-attended', {
    ...leg,
    /** the transferer's second leg */
    second: maybeText,
    transferee: maybeText,
    targetLeg: maybeText,
    destination: text,
    result: text,
    pairOne: maybeText,
    pairTwo: maybeText,
  }),

  /* listening, recording, the dialplan's own words */
  event('spy-began', { leg: text, call: text, channel: text, spied: text, spiedCall: text }),
  event('spy-ended', { leg: text, call: text, spied: maybeText }),
  event('recording-changed', { ...leg, change: z.enum(['started', 'muted', 'unmuted', 'stopped']) }),
  event('dialplan-said', {
    leg: maybeText,
    call: maybeText,
    name: text,
    fields: z.record(z.string(), z.string()),
  }),
  event('originate-ended', {
    actionId: maybeText,
    leg: maybeText,
    success: z.boolean(),
    reason: z.number().nullable(),
    channel: text,
    dialled: maybeText,
    number: maybeText,
    application: maybeText,
    data: maybeText,
  }),

  /* memberships and devices */
  event('member-seen', { member: membershipSchema }),
  event('member-removed', { queue: text, interface: text, stateInterface: text }),
  event('device-changed', { device: text, state: text }),
  event('endpoint-reachable', { endpoint: text, reachable: z.boolean() }),

  /* the link and the exchange itself */
  event('link-up', { connection: text, version: maybeText }),
  event('link-lost', { connection: text, reason: text }),
  event('pbx-booted', { uptimeSeconds: z.number().nullable() }),
  event('pbx-stopping', {}),
  event('clock-stepped', { byMicros: z.int() }),
  event('queues-found', {
    queues: z.array(text),
    members: z.array(membershipSchema),
    waiting: z.array(
      z.object({
        queue: text,
        leg: text,
        channel: text,
        number: maybeText,
        waitSeconds: z.number().nullable(),
      }),
    ),
  }),
  event('legs-found', { legs: z.array(legFoundSchema) }),
]);

export type TelephonyEvent = z.infer<typeof telephonyEventSchema>;
export type TelephonyEventType = TelephonyEvent['type'];
export type EventOf<T extends TelephonyEventType> = Extract<TelephonyEvent, { type: T }>;

/**
 * Fields that can hold a citizen's number or name, at any depth. The journal stores them as a keyed reference and
 * ciphertext, never in the clear (PIPL art. 51: classified management, de-identification).
 */
const personalFields: ReadonlySet<string> = new Set([
  'number',
  'name',
  'dialled',
  'fromDialled',
  'dialString',
  'channel',
  'toChannel',
  'seatChannel',
  'conference',
  'fields',
  'target',
  // of an originate, whoever asked for it: Dial's destination, and an id that other programs make up from the number
  'data',
  'actionId',
]);

/**
 * Whether a field, with what it holds, is about a citizen. A device mostly is a seat's line, or the state number of
 * one in a membership; only a Local device of a call to the outside bears a number.
 */
export function isPersonal(field: string, value: unknown): boolean {
  return personalFields.has(field) || (field === 'device' && typeof value === 'string' && holdsNumber(value));
}
