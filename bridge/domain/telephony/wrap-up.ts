import type { WrapUpRules } from './state-limits.ts';

/** How far one wrap-up was extended, by its person. */
export interface WrapUpExtension {
  /** how often */
  times: number;
  /** ms since the epoch; null: never */
  until: number | null;
  /** the last press: sent again, also to a bridge that was started anew, it extends nothing more */
  commandId: string | null;
}

export const notExtended: WrapUpExtension = { times: 0, until: null, commandId: null };

/**
 * When a wrap-up is over time, ms. Over time is all it is then: no seat is READY while its record is open.
 * @param endedAt when the talk ended, ms; a later talk of the same call begins it anew
 */
export function wrapUpUntil(
  endedAt: number,
  { until }: Pick<WrapUpExtension, 'until'>,
  rules: WrapUpRules,
): number {
  return Math.max(endedAt + rules.seconds * 1000, until ?? Number.NEGATIVE_INFINITY);
}

/**
 * The wrap-up with one extension more, which counts from where it would have ended or, over time already, from now:
 * otherwise an extension would bring nothing. Null: there is none left.
 */
export function extendWrapUp(
  endedAt: number,
  extension: WrapUpExtension,
  rules: WrapUpRules,
  press: { now: number; commandId: string },
): WrapUpExtension | null {
  if (extension.times >= rules.extensions) return null;
  const from = Math.max(wrapUpUntil(endedAt, extension, rules), press.now);
  const until = from + rules.extensionSeconds * 1000;
  return { times: extension.times + 1, until, commandId: press.commandId };
}
