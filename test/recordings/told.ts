import type { CallFact, OfferResult, Side, StayResult } from '../../bridge/domain/telephony/call-facts.ts';

/**
 * What those who made the recordings say happened in them, written down from their tables (README of the recordings,
 * of the hard cases, and the rules of an outcome), never from what this program prints. Seconds are as told, rounded
 * to 0.1; what they do not tell is absent. Numbers and queues are those that the callers dialled and pressed.
 */
export interface ToldCall {
  kind: CallFact['kind'];
  /** null: withheld, or nobody called */
  caller: string | null;
  did?: string | null;
  result: CallFact['result'];
  failure?: CallFact['failure'];
  endedBy: Side | null;
  stays: ToldStay[];
  offers: ToldOffer[];
  talks: ToldTalk[];
  transfers: ToldTransfer[];
  /** seconds */
  conferences: { seats: string[]; seconds: number }[];
  monitored: { seat: string; mode: string }[];
  /** seconds */
  muted: number[];
  rating: number | null;
  ratingAsked?: boolean | null;
  /** the how-manieth call of its table it was made for */
  partOf: number | null;
  estimated: string[];
  /** its end was not seen */
  endUnknown?: true;
  /** it was found to be over by evidence after a loss */
  endedBeforeKnown?: true;
}

export interface ToldStay {
  queue: string;
  seconds: number;
  result: StayResult;
}

export interface ToldOffer {
  queue: string | null;
  seat: string;
  result: OfferResult;
}

export interface ToldTalk {
  seat: string;
  /** contact, hold included; null: its end was not seen */
  seconds: number | null;
  /** null: the start of the hold was not seen */
  held: number | null;
}

export interface ToldTransfer {
  kind: 'blind' | 'attended' | 'redirect';
  from: string | null;
  dialled: string;
  to: string;
}

const nothing = {
  stays: [],
  offers: [],
  talks: [],
  transfers: [],
  conferences: [],
  monitored: [],
  muted: [],
  rating: null,
  partOf: null,
  estimated: [],
} satisfies Partial<ToldCall>;

function stay(queue: string, seconds: number, result: StayResult = 'answered'): ToldStay {
  return { queue, seconds, result };
}

function offer(queue: string | null, seat: string, result: OfferResult = 'answered'): ToldOffer {
  return { queue, seat, result };
}

function talk(seat: string, seconds: number | null, held: number | null = 0): ToldTalk {
  return { seat, seconds, held };
}

/** A citizen who was answered; they hung up where nothing else is told. */
function answered(caller: string | null, told: Partial<ToldCall>): ToldCall {
  return {
    ...nothing,
    kind: 'inbound',
    caller,
    did: '12345',
    result: 'answered',
    endedBy: 'caller',
    ...told,
  };
}

/** Answered by one seat of one queue that was the only one offered, and hung up by the caller. */
function plain(caller: string | null, seat: string, waited: number, seconds: number, held = 0): ToldCall {
  return answered(caller, {
    stays: [stay('policy', waited)],
    offers: [offer('policy', seat)],
    talks: [talk(seat, seconds, held)],
  });
}

function unanswered(
  caller: string,
  result: 'abandoned' | 'timeout' | 'left-empty' | 'join-empty' | 'shutdown',
  queue: string,
  waited: number,
  offers: ToldOffer[],
): ToldCall {
  return {
    ...nothing,
    kind: 'inbound',
    caller,
    did: '12345',
    result,
    endedBy: result === 'abandoned' ? 'caller' : 'system',
    stays: [stay(queue, waited, result)],
    offers,
  };
}

/** A seat with a citizen in hand calls another one; whoever consults ends it, or the citizen's coming in does. */
function consultation(did: string, told: Partial<ToldCall>): ToldCall {
  return {
    ...nothing,
    kind: 'internal',
    caller: '1002',
    did,
    result: 'internal',
    endedBy: 'caller',
    partOf: 0,
    ...told,
  };
}

function outbound(caller: string | null, told: Partial<ToldCall>): ToldCall {
  return {
    ...nothing,
    kind: 'outbound',
    caller,
    did: null,
    result: 'outbound-answered',
    endedBy: 'caller',
    ...told,
  };
}

function failed(caller: string | null, failure: CallFact['failure'], endedBy: Side, told = {}): ToldCall {
  return outbound(caller, { result: 'outbound-failed', failure, endedBy, ...told });
}

const transferToSeat: ToldTransfer = { kind: 'blind', from: '1002', dialled: '1003', to: '1003' };
const consultedSeat: ToldTransfer = { ...transferToSeat, kind: 'attended' };
const consultedQueue: ToldTransfer = { ...consultedSeat, dialled: '7002' };

function attendedToQueue(): ToldCall[] {
  return [
    answered('13874801108', {
      stays: [stay('policy', 0.6)],
      offers: [offer('policy', '1002')],
      talks: [talk('1002', 6.5, 3.6), talk('1003', 2.5)],
      transfers: [consultedQueue],
    }),
    consultation('7002', {
      stays: [stay('service-guide', 0.6)],
      offers: [offer('service-guide', '1003')],
      // not told in seconds: BridgeEnter of its legs to the first BridgeLeave
      talks: [talk('1003', 3.0)],
    }),
  ];
}

/** `*2` is dialled in the talk itself: no call of its own, the citizen stays on hold until it is completed. */
function featureCodeTransfer(): ToldCall[] {
  return [
    answered('13874801111', {
      stays: [stay('policy', 0.6)],
      offers: [offer('policy', '1002'), offer(null, '1003')],
      talks: [talk('1002', 2.8 + 8.1, 8.1), talk('1003', 3.0)],
      transfers: [consultedSeat],
    }),
  ];
}

function twoLocalMembers(): ToldCall[] {
  return [plain('13874801113', '1002', 0.6, 3.4), plain('13874801114', '1001', 0.6, 3.4)];
}

/**
 * The first call is known from a snapshot alone, the second one waits in it. Their waits are those that the exchange
 * tells (HoldTime, whole seconds): nobody saw them join.
 */
function metInMidCall(waits: number, waitsNext: number): ToldCall[] {
  return [
    answered('13874801101', {
      stays: [stay('policy', waits)],
      talks: [talk('1001', 6, null)],
      estimated: ['arrivedAt', 'queueStays[0].joinedAt', 'queueStays[0].leftAt', 'talks[0].from'],
    }),
    answered('13874801102', {
      stays: [stay('policy', waitsNext)],
      offers: [offer('policy', '1001')],
      talks: [talk('1001', 2.7)],
      estimated: ['arrivedAt', 'queueStays[0].joinedAt'],
    }),
  ];
}

/** The waits of those who were answered are not told: QueueCallerJoin to QueueCallerLeave. */
const stoppedInCall: ToldCall[] = [
  { ...plain('13874801031', '1002', 0.5, 8.9), endedBy: 'system' },
  { ...plain('13874801032', '1001', 0.5, 6.2), endedBy: 'system' },
  unanswered('13874801033', 'shutdown', 'policy', 4.0, []),
];

/** The waits are not told: QueueCallerJoin to QueueCallerLeave. */
function killed(caller: string, seat: string, told: Partial<ToldCall>): ToldCall {
  return answered(caller, {
    stays: [stay('policy', 0.5)],
    offers: [offer('policy', seat)],
    talks: [talk(seat, null)],
    endedBy: null,
    endUnknown: true,
    ...told,
  });
}

/** By the path below test/recordings, without its ending; `a+b` is one exchange seen over two connections. */
export const told: Readonly<Record<string, readonly ToldCall[]>> = {
  'snapshot-login': [],
  'caller-hangs-up': [plain('13874801001', '1002', 0.6, 4.4)],
  'seat-hangs-up-then-rating': [
    { ...plain('13874801002', '1002', 0.6, 3.9), endedBy: 'seat', rating: 5, ratingAsked: true },
  ],
  'caller-abandons': [
    unanswered('073184801003', 'abandoned', 'policy', 5.2, [offer('policy', '1002', 'withdrawn')]),
  ],
  'ring-no-answer-next-seat': [
    answered('13874801004', {
      stays: [stay('policy', 7.6)],
      offers: [offer('policy', '1001', 'no-answer'), offer('policy', '1002')],
      talks: [talk('1002', 7.4)],
    }),
  ],
  'seat-rejects': [plain('13874801005', '1002', 0.7, 8.3)],
  'blind-transfer-refer-to-seat': [
    answered('13874801006', {
      stays: [stay('policy', 0.6)],
      offers: [offer('policy', '1002'), offer(null, '1003')],
      talks: [talk('1002', 2.9), talk('1003', 5.9)],
      transfers: [transferToSeat],
    }),
  ],
  'blind-transfer-refer-to-queue': [
    answered('13874801007', {
      stays: [stay('policy', 0.6), stay('service-guide', 0.6)],
      offers: [offer('policy', '1002'), offer('service-guide', '1003')],
      talks: [talk('1002', 2.9), talk('1003', 4.9)],
      transfers: [{ ...transferToSeat, dialled: '7002' }],
    }),
  ],
  'transfer-ami-redirect': [
    answered('13874801008', {
      stays: [stay('policy', 0.6)],
      offers: [offer('policy', '1002'), offer(null, '1003')],
      talks: [talk('1002', 2.9), talk('1003', 3.9)],
      transfers: [{ kind: 'redirect', from: null, dialled: '1003', to: '1003' }],
    }),
  ],
  'attended-transfer': [
    answered('13874801009', {
      stays: [stay('policy', 0.6)],
      offers: [offer('policy', '1002')],
      talks: [talk('1002', 6.5, 3.6), talk('1003', 4.0)],
      transfers: [consultedSeat],
    }),
    consultation('1003', { offers: [offer(null, '1003')], talks: [talk('1003', 2.5)] }),
  ],
  'consult-then-return': [
    plain('13874801010', '1002', 0.6, 8.8, 3.9),
    consultation('1003', { offers: [offer(null, '1003')], talks: [talk('1003', 2.5)] }),
  ],
  'hold-unhold': [plain('13874801011', '1002', 0.6, 7.9, 4.0)],
  'member-changes': [],
  'join-empty': [unanswered('13874801012', 'join-empty', 'disclosure', 0, [])],
  'queue-timeout': [
    unanswered('13874801013', 'timeout', 'business', 13.0, [
      offer('business', '1003', 'no-answer'),
      offer('business', '1003', 'no-answer'),
    ]),
  ],
  'leave-empty': [
    unanswered('13874801014', 'left-empty', 'policy', 6.0, [offer('policy', '1002', 'no-answer')]),
  ],
  'click-to-call-answered': [
    outbound('13874801015', { offers: [offer(null, '1001')], talks: [talk('1001', 4.5)] }),
  ],
  'click-to-call-no-answer': [
    failed('13874801016', 'seat-gave-up', 'seat', { offers: [offer(null, '1001')] }),
  ],
  'originate-seat-rejects': [
    failed('13874801016', 'seat-rejected', 'seat', { offers: [offer(null, '1001', 'rejected')] }),
  ],
  'anonymous-caller': [plain(null, '1002', 0.6, 3.9)],
  'chinese-name': [plain('13874801017', '1002', 0.6, 3.9)],
  'two-callers-one-seat': [plain('13874801018', '1001', 0.6, 5.4), plain('13874801019', '1001', 4.6, 4.4)],
  'seat-offline': [plain('13874801020', '1002', 0.6, 4.4)],
  'wrap-up-pause': [plain('13874801021', '1002', 0.6, 4.4)],
  'supervisor-listens': [
    { ...plain('13874801022', '1002', 0.6, 6.4), monitored: [{ seat: '1005', mode: 'listen' }] },
    // the listener hung up, and calls itself `caller`: what it was is no talk
    {
      ...nothing,
      kind: 'monitor',
      caller: '1005',
      did: null,
      result: 'monitor',
      endedBy: 'caller',
      partOf: 0,
    },
  ],
  'reload-and-ping': [],
  'restart-during-call': stoppedInCall,
  'after-restart': [],
  'restart-during-call+after-restart': stoppedInCall,

  'more/all-classes': [
    { ...plain('13874801124', '1002', 0.6, 3.4), endedBy: 'seat', rating: 4, ratingAsked: true },
  ],
  'more/hold-with-music': [plain('13874801107', '1002', 0.6, 6.4, 2.5)],
  'more/device-states': [
    plain('13874801126', '1002', 0.6, 8.2, 4.3),
    consultation('1003', { offers: [offer(null, '1003')], talks: [talk('1003', 1.5)] }),
  ],
  'more/ring-all': [
    answered('13874801104', {
      stays: [stay('disclosure', 0.6)],
      offers: [
        offer('disclosure', '1003', 'rejected'),
        offer('disclosure', '1002'),
        offer('disclosure', '1001', 'withdrawn'),
      ],
      talks: [talk('1002', 3.9)],
    }),
  ],
  'more/seat-rejects-twice': [
    answered('13874801127', {
      stays: [stay('policy', 2.5)],
      offers: [
        offer('policy', '1002', 'rejected'),
        offer('policy', '1001', 'rejected'),
        offer('policy', '1002'),
      ],
      talks: [talk('1002', 6.5)],
    }),
  ],
  'more/autopause-next-seat': [
    answered('13874801125', {
      stays: [stay('disclosure', 7.6)],
      offers: [offer('disclosure', '1001', 'no-answer'), offer('disclosure', '1002')],
      talks: [talk('1002', 4.1)],
    }),
  ],
  'more/same-seat-rung-again': [
    unanswered('13874801103', 'abandoned', 'policy', 11.5, [
      offer('policy', '1002', 'no-answer'),
      offer('policy', '1002', 'withdrawn'),
    ]),
  ],
  'more/queue-wrapuptime': [
    answered('13874801105', {
      stays: [stay('disclosure', 0.6)],
      offers: [offer('disclosure', '1003')],
      talks: [talk('1003', 2.4)],
    }),
    answered('13874801106', {
      stays: [stay('disclosure', 3.6)],
      offers: [offer('disclosure', '1003')],
      talks: [talk('1003', 4.4)],
    }),
  ],
  'more/caller-leaves-before-queue': [
    {
      ...nothing,
      kind: 'inbound',
      caller: '13874801118',
      did: '12345',
      result: 'ivr-hangup',
      endedBy: 'caller',
    },
  ],
  'more/caller-leaves-during-consult': [
    plain('13874801110', '1002', 0.6, 5.0, 2.6),
    // 1.5 s beside the held citizen and 2.0 s after they hung up
    consultation('1003', { offers: [offer(null, '1003')], talks: [talk('1003', 1.5 + 2.0)] }),
  ],
  'more/attended-transfer-to-queue': attendedToQueue(),
  'more/attended-transfer-to-queue-with-media': attendedToQueue(),
  'more/attended-transfer-while-ringing': [
    answered('13874801109', {
      stays: [stay('policy', 0.6)],
      offers: [offer('policy', '1002'), offer(null, '1003')],
      talks: [talk('1002', 4.1, 1.7), talk('1003', 4.2)],
      transfers: [consultedSeat],
    }),
    consultation('1003', { offers: [offer(null, '1003', 'withdrawn')] }),
  ],
  'more/attended-transfer-feature-code': featureCodeTransfer(),
  'more/attended-transfer-feature-code-with-media': featureCodeTransfer(),
  'more/blind-transfer-feature-code': [
    answered('13874801112', {
      stays: [stay('policy', 0.6)],
      offers: [offer('policy', '1002'), offer(null, '1003')],
      talks: [talk('1002', 5.2, 2.3), talk('1003', 6.6)],
      transfers: [transferToSeat],
    }),
  ],
  'more/member-local-channel': twoLocalMembers(),
  'more/member-local-channel-with-media': twoLocalMembers(),
  'more/queue-callback': [
    outbound('13874801115', {
      stays: [stay('policy', 0.6)],
      offers: [offer('policy', '1002')],
      talks: [talk('1002', 5.5)],
    }),
  ],
  'more/originate-citizen-first': [
    outbound('13874801116', {
      stays: [stay('policy', 0.6)],
      offers: [offer('policy', '1002')],
      talks: [talk('1002', 4.5)],
    }),
  ],
  'more/originate-citizen-busy-then-silent': [
    failed('13874801117', 'busy', 'caller'),
    failed('13874801117', 'no-answer', 'system'),
    failed(null, 'impossible', 'system', { estimated: ['arrivedAt', 'endedAt'] }),
    failed(null, 'impossible', 'system', { estimated: ['arrivedAt', 'endedAt'] }),
  ],
  'more/three-way': [
    answered('13874801119', {
      stays: [stay('policy', 0.6)],
      offers: [offer('policy', '1002')],
      // the specialist stays with the citizen 2.0 s after the seat has left
      talks: [talk('1002', 2.9), talk('1002', 1.3), talk('1003', 1.3 + 2.0)],
      conferences: [{ seats: ['1002', '1003'], seconds: 1.3 }],
    }),
    {
      ...consultation('8001', { offers: [offer(null, '1003')], talks: [talk('1003', 1.8)] }),
      caller: null,
    },
  ],
  'more/recording-muted': [{ ...plain('13874801120', '1002', 0.6, 4.7), muted: [1.0] }],
  'more/gbk-name': [plain('13874801121', '1002', 0.6, 2.9)],
  'more/seat-vanishes-mid-call': [
    { ...plain('13874801122', '1002', 0.6, 3.9), endedBy: 'seat', ratingAsked: null },
  ],
  'more/same-caller-twice': [plain('13874801123', '1002', 0.6, 1.9), plain('13874801123', '1001', 0.6, 1.9)],
  'more/snapshot-endpoints': [],
  'more/snapshot-mid-call': metInMidCall(1, 4),
  'more/snapshot-mid-call-device-states': metInMidCall(1, 5),
  'more/killed-during-call': [killed('13874801131', '1001', {}), killed('13874801132', '1002', {})],
  'more/after-kill': [],
  'more/killed-during-call+more/after-kill': [
    killed('13874801131', '1001', { endedBeforeKnown: true }),
    killed('13874801132', '1002', { endedBeforeKnown: true }),
  ],
};

/** Of the two busy floors, with twenty seats, only sums are told; of the first one not even those. */
export const toldSums = {
  'more/busy-music': { calls: 438, queueEntries: 452, answered: 383, gaveUp: 69 },
} as const;

/** A caller who called before: the places of the two calls in the table. */
export const toldRepeated: Readonly<Record<string, readonly [earlier: number, later: number]>> = {
  'more/same-caller-twice': [0, 1],
};
