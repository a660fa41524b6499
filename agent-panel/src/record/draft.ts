import type { CallCard, Me } from '../../../bridge/protocol/desk.ts';
import {
  type AnswerUsed,
  missingFor,
  type OutcomeCode,
  type RecordContent,
} from '../../../bridge/protocol/domain.ts';
import type { Part } from './conflict/part-names.ts';

/** A record as it is being written: region and outcome may still be open. */
export type Fields = Omit<RecordContent, 'regionCode' | 'outcomeCode'> & {
  regionCode: string | null;
  outcomeCode: OutcomeCode | null;
};

/** What the operator changed; all else follows from the call. */
export type Edits = Partial<Fields>;

export type SaveStep =
  | { step: 'none' }
  /** on its way: sent again after any loss, with the same id */
  | {
      step: 'asked';
      commandId: string;
      baseRev: number;
      content: RecordContent;
      version: number;
      reason?: string;
      /** ms, this PC's clock: what was saved first is sent first */
      askedAt: number;
    }
  | { step: 'refused'; message: string; retryAt: number | null; attempt: number }
  | Conflict;

/** Another revision was saved meanwhile. All three are kept until a person has chosen. */
export interface Conflict {
  step: 'conflict';
  recordNo: string;
  currentRev: number;
  message: string;
  /** null: the bridge did not say what is saved */
  sides: { base: Fields; mine: Fields; theirs: Fields; theirsAt: string } | null;
  chosen: Partial<Record<Part, 'mine' | 'theirs'>>;
}

/** A record that is closed, and is being changed. */
export interface Reopened {
  recordNo: string;
  /** the revision that is changed */
  rev: number;
  reason: string;
}

/** One interaction's unsaved work, as it lies on this PC. It holds no telephone number. */
export interface Draft {
  interactionId: string;
  accountId: string;
  /** what the call alone said when the draft was begun: lets it be saved even when the card is gone */
  base: Fields;
  edits: Edits;
  searchText: string;
  /** null: written with its call */
  reopened: Reopened | null;
  /** ms, this PC's clock */
  changedAt: number;
  /** counts changes: work done after "save" was pressed is not thrown away with the draft */
  version: number;
  save: SaveStep;
}

/** Without a place the call only tells which city's line was chosen; who is called has chosen none. */
function regionBasisOf({ place, kind }: CallCard): Fields['regionBasis'] {
  if (place !== null) return 'number';
  return kind === 'outbound' ? 'inferred' : 'line';
}

/** The record as the call fills it, before a key is pressed. */
export function baseFields(card: CallCard, me: Pick<Me, 'regionCode'>): Fields {
  if (card.record?.saved) return card.record.saved;
  const taken = card.handOver?.notes;
  return {
    serviceFunction: taken?.serviceFunction ?? card.serviceFunction,
    appealType: taken?.appealType ?? '咨询',
    regionCode: taken?.regionCode ?? card.place?.regionCode ?? me.regionCode,
    regionBasis: taken?.regionCode == null ? regionBasisOf(card) : taken.regionBasis,
    // What the caller said once already is not asked again (首接负责).
    question: taken?.question ?? '',
    answers: [],
    outcomeCode: null,
    outcomeNote: '',
    flags: taken?.flags ?? [],
    confidential: taken?.confidential ?? false,
  };
}

/** What stands in the form: the operator's words over what the panel filled in. */
export function fieldsOf(
  base: Fields,
  draft: Draft | undefined,
  handedOn: CallCard['handedOn'] = null,
): Fields {
  const fields = withHandedOn({ ...base, ...draft?.edits }, handedOn);
  if (draft === undefined || (fields.answers.length === 0 && !isGuided(fields))) return fields;
  return {
    ...fields,
    question:
      draft.edits.question ??
      (fields.question || wantedOf(fields) || suggestedQuestion(draft.searchText, fields.answers)),
    outcomeCode: fields.outcomeCode ?? suggestedOutcome(fields),
  };
}

/** Nothing was found, and the caller knows where to apply. */
function isGuided({ disclosure }: Fields): boolean {
  return disclosure?.foundNothing === true && disclosure.organ.trim() !== '';
}

/** What a caller wants to see: as it was written down, else the fullest words that it was searched by. */
export function wantedOf({ question, disclosure }: Pick<Fields, 'question' | 'disclosure'>): string {
  if (question.trim() !== '' || disclosure === undefined) return question;
  return disclosure.searched
    .filter(({ text, verdict }) => verdict === 'not-found' && /\p{Script=Han}/u.test(text))
    .reduce((fullest, { text }) => (text.length > fullest.length ? text : fullest), '');
}

/** A call that was handed on says itself how it ended, and to whom it went. */
function withHandedOn(fields: Fields, handedOn: CallCard['handedOn']): Fields {
  if (handedOn == null) return fields;
  return {
    ...fields,
    outcomeCode: fields.outcomeCode ?? handedOn.outcome,
    outcomeNote:
      fields.outcomeNote || (handedOn.outcome === 'T2' ? `三方：${handedOn.to}` : `已转 ${handedOn.to}`),
  };
}

/**
 * The question, when the operator wrote none: the words searched for, if they are Chinese words (letters are an
 * input method's, not the caller's), else the title of the answer that served.
 */
function suggestedQuestion(searchText: string, answers: readonly AnswerUsed[]): string {
  const text = searchText.trim();
  if (/\p{Script=Han}/u.test(text)) return text;
  const [first] = answers;
  return first === undefined ? '' : `咨询《${first.title}》${first.clauseNo}`;
}

function suggestedOutcome(fields: Fields): OutcomeCode | null {
  if (isGuided(fields)) return 'D4';
  if (fields.disclosure?.searched.some(({ verdict }) => verdict === 'published')) return 'D5';
  // D2 or D3, the counter or the web, only the operator knows
  return fields.serviceFunction === 'SERVICE_GUIDE' ? null : 'D1';
}

export type Field = keyof Fields;

export type Closable =
  | { ready: true; content: RecordContent }
  | { ready: false; missing: { field: Field; zh: string }[] };

/** The record if nothing is missing, else what is, in the form's order. */
export function closable(fields: Fields): Closable {
  const missing: { field: Field; zh: string }[] = [];
  const { regionCode, outcomeCode } = fields;
  if (regionCode === null) missing.push({ field: 'regionCode', zh: '请选择区域' });
  if (outcomeCode === null) missing.push({ field: 'outcomeCode', zh: '请选择处理结果：按字母和数字，如 D1' });
  if (regionCode !== null && outcomeCode !== null) {
    const content: RecordContent = { ...fields, regionCode, outcomeCode };
    missing.push(...missingFor(content));
    if (missing.length === 0) return { ready: true, content };
  } else if (fields.question.trim() === '') {
    missing.push({ field: 'question', zh: '请填写诉求（来电人说的问题）' });
  }
  return { ready: false, missing: missing.sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field)) };
}

const order: readonly Field[] = [
  'question',
  'appealType',
  'regionCode',
  'answers',
  'disclosure',
  'outcomeCode',
  'outcomeNote',
];
