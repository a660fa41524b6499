import fc from 'fast-check';
import { z } from 'zod';
import { type TelephonyEvent, telephonyEventSchema } from '../../../bridge/domain/telephony/event.ts';

/**
 * Any observation that the schema allows, over a small world, so that events meet: eight legs, three calls' worth of
 * ids, four paths, two queues and one that the site does not know. Nothing says that they come in a sensible order.
 */
const start = 1_795_511_224_000_000;
const channels = [
  'PJSIP/trunk-00000000',
  'PJSIP/1001-00000001',
  'PJSIP/1002-00000002',
  'PJSIP/1003-00000003',
  'Local/1002@seats-00000004;1',
  'Local/1002@seats-00000004;2',
  'PJSIP/trunk-00000005',
  'PJSIP/elsewhere-00000006',
];
const ids = channels.map((_, i) => `${start / 1_000_000}.${i}`);
const idOrNone = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...ids) },
  { weight: 1, arbitrary: fc.constant('') },
);
const queues = fc.constantFrom('policy', 'service-guide', 'nobody-knows');
const interfaces = fc.constantFrom(
  'PJSIP/1001',
  'PJSIP/1002',
  'PJSIP/1003',
  'Local/1002@seats',
  'Local/1001@seats/n',
  '',
);
const extensions = fc.constantFrom('12345', '1003', '7002', '8001', '913874801015', 's', '_attended', '');

/** By the name of a field; what is not named here is of its type alone. */
const alphabets: Readonly<Record<string, fc.Arbitrary<string>>> = {
  leg: idOrNone,
  call: idOrNone,
  one: idOrNone,
  two: idOrNone,
  oneCall: idOrNone,
  twoCall: idOrNone,
  source: idOrNone,
  from: idOrNone,
  to: idOrNone,
  fromCall: idOrNone,
  toCall: idOrNone,
  seatLeg: idOrNone,
  seatCall: idOrNone,
  second: idOrNone,
  transferee: idOrNone,
  targetLeg: idOrNone,
  pairOne: idOrNone,
  pairTwo: idOrNone,
  spied: idOrNone,
  spiedCall: idOrNone,
  channel: fc.constantFrom(...channels, ''),
  toChannel: fc.constantFrom(...channels),
  seatChannel: fc.constantFrom(...channels),
  path: fc.constantFrom('b1', 'b2', 'b3', 'room'),
  into: fc.constantFrom('b1', 'b2'),
  queue: queues,
  interface: interfaces,
  stateInterface: interfaces,
  endpoint: interfaces,
  device: interfaces,
  dialled: extensions,
  fromDialled: extensions,
  target: extensions,
  dialString: fc.constantFrom('1003', 'PJSIP/1002', '13874801015@trunk', 'Local/1002@seats', '//@@'),
  number: fc.constantFrom('13874801001', '1002', '12345', '913874801015'),
  result: fc.constantFrom('ANSWER', 'NOANSWER', 'BUSY', 'CANCEL', 'CHANUNAVAIL', 'Success', 'Fail'),
  reason: fc.constantFrom('', 'acw', '小休', 'Auto-Pause', 'caller', 'transfer'),
  application: fc.constantFrom('ChanSpy', 'Queue', 'ConfBridge'),
  data: fc.constantFrom('PJSIP/1002,q', 'PJSIP/1002,qB', 'PJSIP/1002,w(x)', ''),
  name: fc.constantFrom('QueueLeft', 'Satisfaction', 'RatingAsked', 'Seat 1002'),
  actionId: fc.constantFrom('a1', 'a2'),
};

const fieldsSaid = fc.record(
  {
    queue: queues,
    status: fc.constantFrom('TIMEOUT', 'LEAVEEMPTY', 'JOINEMPTY', 'FULL', 'CONTINUE'),
    score: fc.constantFrom('1', '5', '9', ''),
  },
  { requiredKeys: [] },
);

const wildNumber = fc.oneof(
  fc.integer({ min: 0, max: 30 }),
  fc.constantFrom(16, 17, 21, 26),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const wildTime = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 0, max: 60_000_000 }).map((micros) => start + micros) },
  { weight: 2, arbitrary: fc.constantFrom(start, start + 1) },
  { weight: 2, arbitrary: fc.constantFrom(0, 1, 999, Number.MAX_SAFE_INTEGER) },
  { weight: 1, arbitrary: fc.maxSafeNat() },
);

function arbitraryOf(schema: z.core.$ZodType, key: string): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodNullable) return fc.option(arbitraryOf(schema.unwrap(), key), { freq: 4 });
  if (key === 'at') return wildTime;
  if (key === 'receivedAt') return fc.constant(start / 1000);
  if (key === 'fields') return fieldsSaid;
  if (key === 'clock')
    return fc.oneof(
      { weight: 4, arbitrary: fc.constant('pbx') },
      { weight: 1, arbitrary: fc.constant('arrival') },
    );
  if (key === 'certainty')
    return fc.oneof(
      { weight: 8, arbitrary: fc.constant('observed') },
      { weight: 1, arbitrary: fc.constantFrom('inferred', 'reconciled') },
    );
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodString) return alphabets[key] ?? fc.string({ maxLength: 4 });
  if (schema instanceof z.ZodNumber) return key === 'byMicros' ? fc.integer() : wildNumber;
  if (schema instanceof z.ZodArray)
    return fc.array(arbitraryOf(schema.element, arrayKeys[key] ?? key), { maxLength: 5 });
  if (schema instanceof z.ZodObject) return objectOf(schema);
  throw new Error(`no arbitrary for ${key}`);
}

const arrayKeys: Readonly<Record<string, string>> = { queues: 'queue', members: 'member', legs: 'legFound' };

function objectOf(schema: z.ZodObject): fc.Arbitrary<Record<string, unknown>> {
  const shape: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [key, inner] of Object.entries(schema.shape)) shape[key] = arbitraryOf(inner, key);
  return fc.record(shape);
}

const ofEachType = telephonyEventSchema.options.map((option) => objectOf(option));

/** Three times of four a leg has one and the same channel, as on any exchange. */
function withItsChannel(event: Record<string, unknown>): Record<string, unknown> {
  const named: Record<string, string> = { leg: 'channel', to: 'toChannel', seatLeg: 'seatChannel' };
  const mended = { ...event };
  for (const [leg, channel] of Object.entries(named)) {
    const place = ids.indexOf(String(event[leg]));
    if (channel in event && place >= 0) mended[channel] = channels[place];
  }
  return mended;
}

export const anyEvent: fc.Arbitrary<TelephonyEvent> = fc
  .tuple(fc.oneof(...ofEachType), fc.integer({ min: 0, max: 3 }))
  .map(([event, dice]) => telephonyEventSchema.parse(dice === 0 ? event : withItsChannel(event)));

export const anyEvents: fc.Arbitrary<TelephonyEvent[]> = fc.array(anyEvent, {
  minLength: 1,
  maxLength: 60,
  size: 'max',
});
