import type { Random } from '../prng.ts';

/** What a seat does with a citizen in the line, besides talking. */
export type Act =
  | { does: 'hold'; atShare: number; seconds: number }
  /** asks a colleague while the citizen waits, and comes back, or joins the two */
  | { does: 'consult'; atShare: number; seconds: number; joins: boolean }
  | { does: 'transfer'; atShare: number; to: 'seat' | 'queue' };

/** All that one caller will do, decided when they dial; what the seats make of it comes on top. */
export interface CallScript {
  /** hangs up in the greeting after so long; null: hears it */
  leavesGreetingAfter: number | null;
  choosesAfter: number;
  /** seconds in a queue, or in a transfer, until they give up */
  patience: number;
  /** seconds of talk with a simulated seat, and with a person, who needs real time */
  talkSeconds: number;
  personTalkSeconds: number;
  /** of what is talked after a transfer */
  secondTalkSeconds: number;
  endsBy: 'caller' | 'seat';
  hangsUpOnHold: boolean;
  act: Act | null;
  /** after the seat hung up: a key; nothing until the time is over; gone at once */
  rating: { digit: string; afterSeconds: number } | 'silent' | 'gone';
}

/** Mean of the talk: 150 s (a neighbouring city's annual report); it is far from even, most are short and some long. */
const talkMean = 150;
const talkSigma = 0.6;
const shortestTalk = 2;

/** @param speed talks, holds and consultations are so many times shorter; patience and wrap-up are not */
export function writeScript(random: Random, speed: number): CallScript {
  const talk = random.lognormal(talkMean, talkSigma);
  return {
    leavesGreetingAfter: random.chance(0.02) ? random.between(0.3, 0.9) : null,
    choosesAfter: random.between(1, 3),
    patience: random.chance(0.05) ? random.between(0.5, 4.5) : 5 + random.lognormal(55, 0.7),
    talkSeconds: Math.max(shortestTalk, talk / speed),
    personTalkSeconds: Math.min(300, Math.max(60, talk)),
    secondTalkSeconds: Math.max(shortestTalk, random.lognormal(talkMean * 0.6, talkSigma) / speed),
    endsBy: random.chance(0.6) ? 'caller' : 'seat',
    hangsUpOnHold: random.chance(0.05),
    act: writeAct(random, speed),
    rating: random.chance(0.65)
      ? { digit: ratingKey(random), afterSeconds: random.between(1, 4) }
      : random.chance(0.4)
        ? 'silent'
        : 'gone',
  };
}

function writeAct(random: Random, speed: number): Act | null {
  const atShare = random.between(0.2, 0.7);
  const seconds = Math.max(1, random.lognormal(25, 0.5) / speed);
  return (
    random.weighted<Act | null>([
      { value: null, weight: 78 },
      { value: { does: 'hold', atShare, seconds }, weight: 10 },
      { value: { does: 'consult', atShare, seconds, joins: false }, weight: 4 },
      { value: { does: 'consult', atShare, seconds, joins: true }, weight: 3 },
      { value: { does: 'transfer', atShare, to: 'seat' }, weight: 3 },
      { value: { does: 'transfer', atShare, to: 'queue' }, weight: 2 },
    ]) ?? null
  );
}

/** Most are content; some press a key that means nothing. */
function ratingKey(random: Random): string {
  return (
    random.weighted([
      { value: '5', weight: 62 },
      { value: '4', weight: 22 },
      { value: '3', weight: 9 },
      { value: '2', weight: 3 },
      { value: '1', weight: 2 },
      { value: '8', weight: 2 },
    ]) ?? '5'
  );
}
