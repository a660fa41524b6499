/**
 * The words of the domain that a page needs beside the messages: the panel may import the protocol, never the
 * domain itself, so that what reaches a browser is listed here.
 */

export type { NoticeItem } from '../../knowledge/content/notice-item.ts';
export { maskNumber } from '../domain/people/number.ts';
export type { Right } from '../domain/people/role.ts';
export {
  type AnswerUsed,
  appealTypeSchema,
  flagSchema,
  missingFor,
  type NoticeTold,
  type RecordContent,
  recordContentSchema,
  untoldIn,
} from '../domain/record/consultation.ts';
export type { HandOverNotes } from '../domain/record/hand-over.ts';
export { type Outcome, type OutcomeCode, outcomeOf, outcomes } from '../domain/record/outcome.ts';
export { sameMatter } from '../domain/record/same-matter.ts';
export type { SeatState, ShownState } from '../domain/telephony/seat-state.ts';
export type { ServiceFunction } from '../domain/telephony/site.ts';
export type { ReasonColour } from '../domain/telephony/state-limits.ts';
