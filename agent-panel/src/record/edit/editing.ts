import type { CallCard } from '../../../../bridge/protocol/desk.ts';
import type { RecordContent } from '../../../../bridge/protocol/domain.ts';
import type { OwnRecord } from '../../../../bridge/protocol/records.ts';
import type { Draft } from '../draft.ts';

/** A closed record that lies open: as it is listed, or as this PC knows it while the bridge is not reached. */
export interface Editing {
  interactionId: string;
  recordNo: string;
  rev: number;
  saved: RecordContent;
  /** of the call; null where only this PC's draft is known */
  listed: OwnRecord | null;
}

export function editingOf(listed: OwnRecord): Editing {
  const { interactionId, recordNo, rev, content } = listed;
  return { interactionId, recordNo, rev, saved: content, listed };
}

/** Work on a closed record that an earlier life of the page left; null: the draft is of an open one. */
export function editingFrom({ interactionId, save, reopened, base }: Draft): Editing | null {
  const { regionCode, outcomeCode } = base;
  if (save.step === 'conflict' && save.sides !== null) {
    const { theirs } = save.sides;
    if (theirs.regionCode === null || theirs.outcomeCode === null) return null;
    const saved = { ...theirs, regionCode: theirs.regionCode, outcomeCode: theirs.outcomeCode };
    return { interactionId, recordNo: save.recordNo, rev: save.currentRev, saved, listed: null };
  }
  if (reopened === null || regionCode === null || outcomeCode === null) return null;
  const { recordNo, rev } = reopened;
  return { interactionId, recordNo, rev, saved: { ...base, regionCode, outcomeCode }, listed: null };
}

/** As the record's column reads a call: over, recorded, its number masked. */
export function cardOf({ interactionId, recordNo, rev, saved, listed }: Editing): CallCard {
  const at = (time: string | null | undefined) => (time ? Date.parse(time) : null);
  return {
    interactionId,
    callId: '',
    kind: 'inbound',
    phase: 'ended',
    offer: 0,
    number: listed?.numberMasked ?? null,
    numberMasked: true,
    place: null,
    queue: null,
    queueName: listed?.queueName ?? null,
    serviceFunction: saved.serviceFunction,
    arrivedAt: null,
    ringingAt: null,
    answeredAt: at(listed?.answeredAt),
    heldAt: null,
    endedAt: at(listed?.endedAt),
    waitSeconds: null,
    answeredBy: null,
    transferredFrom: null,
    reconciled: false,
    callsThisWeek: 0,
    history: [],
    rating: null,
    record: { recordNo, rev, saved, parked: false },
  };
}
