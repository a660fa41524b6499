import type { Call, FloorState, Leg, Talk } from './floor.ts';
import type { Consultation } from './floor-change.ts';
import { plainExtension } from './legs.ts';
import { component } from './paths.ts';
import { isCitizen } from './talks.ts';

/**
 * Two ways lead into a consultation. The exchange takes the seat's own leg into a path with a Local pair (Atxfer,
 * `*2`): the pair's near half answers when the far end does. Or the telephone holds the citizen and calls with a
 * second leg, which is up when it was answered (recordings attended-transfer-feature-code, consult-then-return).
 */
export function consultationOf(state: FloorState, talk: Talk): Consultation | null {
  const own = state.legs.get(talk.leg);
  if (!own || own.ended || !talk.open) return null;
  if (talk.away) {
    const peer = peerOf(state, own);
    return {
      dialled: plainExtension(peer?.firstDialled ?? null),
      since: talk.away.at,
      by: 'exchange',
      answered: peer?.state === 'up',
    };
  }
  const second = secondLegOf(state, own);
  if (!second) return null;
  return {
    dialled: plainExtension(second.firstDialled),
    since: second.appearedAt,
    by: 'telephone',
    answered: second.state === 'up',
  };
}

function peerOf(state: FloorState, own: Leg): Leg | null {
  if (own.path === null) return null;
  for (const id of state.paths.get(own.path) ?? []) {
    const other = state.legs.get(id);
    if (other && other !== own && !other.ended) return other;
  }
  return null;
}

function secondLegOf(state: FloorState, own: Leg): Leg | null {
  if (own.seat === null) return null;
  for (const id of state.seats.get(own.seat)?.legs ?? []) {
    const other = state.legs.get(id);
    if (!other || other === own || other.ended || other.spying) continue;
    if (other.dialledBy === null && !other.originated) return other;
  }
  return null;
}

/** Is asked by another seat about a citizen who waits elsewhere, and talks with nobody else. */
export function isConsulted(state: FloorState, leg: Leg): boolean {
  if (leg.ended || leg.path === null) return false;
  const others = component(state, leg).filter((other) => other !== leg);
  return (
    others.some(({ role, seat }) => role === 'seat' && seat !== leg.seat) &&
    !others.some((other) => isCitizen(state, other))
  );
}

/**
 * Where keys that a seat presses are of use: at somebody outside whom it consults or has brought into the talk (the
 * menu of another hotline), or at whom it called. Null: a citizen who called has no menu.
 */
export function keysGoTo(state: FloorState, call: Call, talk: Talk): string | null {
  const own = state.legs.get(talk.leg);
  if (!own || own.ended || !talk.open) return null;
  const start = talk.away ? own : (secondLegOf(state, own) ?? own);
  const others = component(state, start).filter((leg) => leg !== start && leg.role === 'trunk');
  const outside = others.find((leg) => !isCitizen(state, leg));
  if (outside) return outside.channel;
  return call.kind === 'outbound' ? (others.find((leg) => isCitizen(state, leg))?.channel ?? null) : null;
}
