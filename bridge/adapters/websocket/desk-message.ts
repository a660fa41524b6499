import { type Card, isMuted } from '../../application/card.ts';
import type { Hotline } from '../../application/hotline.ts';
import { linkView } from '../../application/link-words.ts';
import { reasonInWords } from '../../application/reason-in-words.ts';
import type { Account } from '../../application/store.ts';
import { unsettledWords } from '../../application/unsettled-words.ts';
import { maskNumber } from '../../domain/people/number.ts';
import { may } from '../../domain/people/role.ts';
import type { CallCard, DeskView } from '../../protocol/desk.ts';

export type WaitingLines = { queue: string; name: string; waiting: number; longestSince: number | null }[];

/** Who waits in which line; the same for all desks, so it is worked out once where many are told. */
export function waitingLines({ floor, site }: Hotline): WaitingLines {
  return floor.waiting().map(({ queue, waiting }) => ({
    queue,
    name: nameOf(site, queue) ?? queue,
    waiting: waiting.length,
    longestSince: waiting[0] === undefined ? null : floor.toBridge(waiting[0].joinedAt),
  }));
}

/** The whole operator's page of one person, masked by what they may see: nothing else of it leaves the server. */
export function deskMessage(
  hotline: Hotline,
  account: Account,
  lines: WaitingLines = waitingLines(hotline),
): DeskView {
  const { desks, floor, site, memberships, limits } = hotline;
  const desk = desks.of(account);
  const seat = desk.session?.seat ?? null;
  const view = seat === null ? null : floor.seat(seat);
  const takesCalls = may(account.roles, 'take-calls');
  const mine = new Set(desk.session?.queues.map(({ queue }) => queue) ?? []);
  const { queueState: _, monitor: __, ...capabilities } = hotline.capabilities();
  const wrapUp = limits.wrapUpOf(desk);
  const { extensions, extensionSeconds } = limits.rules.wrapUp;
  const unsettled = seat === null ? null : memberships.unsettled(seat);
  return {
    seat,
    state: view?.state ?? 'LOGGED_OUT',
    reason: view === null ? null : reasonInWords(view, desk),
    since: view?.since == null ? null : floor.toBridge(view.since),
    overFrom: view === null ? null : limits.overFrom(view, desk),
    colour: view === null ? null : limits.colourOf(view),
    wrapUp: wrapUp === null ? null : { ...wrapUp, extensions, extensionSeconds },
    forced: desk.forced,
    nextState: desk.nextState,
    link: linkView(floor.link),
    unsettled: unsettled === null ? null : unsettledWords(unsettled),
    capabilities,
    queues:
      takesCalls || may(account.roles, 'watch-floor')
        ? lines.map((line) => ({ ...line, mine: mine.has(line.queue) }))
        : [],
    cards: desk.cards.map((card) => cardMessage(hotline, account, card)),
    // Two thousand seats in each frame would be most of it; who sits somewhere needs none of them.
    seats:
      takesCalls && seat === null
        ? site.seats.map((one) => ({ seat: one.seat, takenBy: desks.at(one.seat)?.account.name ?? null }))
        : [],
    breakReasons: [...limits.rules.breaks],
    help: hotline.help.ofDesk(account.id),
    helpReasons: [...hotline.help.reasons],
    regions: [...hotline.regions],
    tagsOffered: {
      tags: hotline.tags.offered(account),
      reasons: [...hotline.tags.table.reasons],
      basis: hotline.tags.table.basis,
    },
    sameMatterDays: hotline.sameMatterDays,
    orderSystem: hotline.orders.system,
    sms: hotline.sendNotice.sms,
  };
}

function cardMessage(hotline: Hotline, account: Account, card: Card): CallCard {
  const clear = may(account.roles, 'number-of-own-call') && !isOver(card);
  return {
    interactionId: card.interactionId,
    callId: card.callId,
    kind: card.kind,
    phase: card.phase,
    offer: card.offer,
    number: card.caller === null || clear ? card.caller : maskNumber(card.caller),
    numberMasked: card.caller !== null && !clear,
    place: hotline.places.of(card.caller),
    queue: card.queue,
    queueName: card.queue === null ? null : nameOf(hotline.site, card.queue),
    serviceFunction: card.serviceFunction,
    arrivedAt: card.arrivedAt,
    ringingAt: card.ringingAt,
    answeredAt: card.answeredAt,
    heldAt: card.heldAt,
    endedAt: card.endedAt,
    waitSeconds: card.waitSeconds,
    answeredBy: card.answeredBy,
    transferredFrom: card.transferredFrom,
    ...handedOnMessage(hotline, card),
    reconciled: card.reconciled,
    callerKnown: card.callerKnown,
    callsThisWeek: card.callsThisWeek,
    history: card.history,
    tags: hotline.tags.ofCard(account, card),
    orders: ordersMessage(account, card),
    rating: card.rating,
    record: card.record,
    sent: hotline.sendNotice
      .sentIn(card.interactionId)
      .map(({ messageId, title, numberMasked, state, words, createdAt }) => ({
        messageId,
        title,
        to: numberMasked,
        state,
        words,
        at: createdAt,
      })),
  };
}

/** Of the call in hand and its open record; a call that went elsewhere is nobody's here. */
function ordersMessage(account: Account, card: Card): CallCard['orders'] {
  const { orders } = card;
  if (orders === null || isOver(card) || !may(account.roles, 'take-calls')) return null;
  return orders.outcome === 'orders' ? { ...orders, orders: [...orders.orders] } : orders;
}

/** What of the call goes on beyond this seat, and what came with it. */
function handedOnMessage({ handOvers }: Hotline, card: Card) {
  const { consultation: asked, handedOn } = card;
  const over = handOvers.of(card);
  return {
    consultation:
      asked === null
        ? null
        : { to: handedOn?.to ?? asked.dialled, since: asked.since, answered: asked.answered, by: asked.by },
    muted: isMuted(card),
    keypad: card.keypad,
    handedOn: handedOn?.done === true ? { to: handedOn.to, outcome: handedOn.outcome } : null,
    handOver:
      over === null
        ? null
        : { seat: over.seat, name: over.name, agentNo: over.agentNo, at: over.at, notes: over.notes },
  };
}

/** The full number belongs to the call in hand and its open record; a call that went elsewhere is nobody's here. */
function isOver(card: Card): boolean {
  if (card.phase === 'missed' || card.phase === 'answered-elsewhere') return true;
  return card.phase === 'ended' && card.record?.saved !== null;
}

function nameOf(site: Hotline['site'], queue: string): string | null {
  return site.queues.find((one) => one.queue === queue)?.name ?? null;
}
