import { z } from 'zod';
import type { SeatState } from './seat-state.ts';

/**
 * Colours a city may give to a reason. Green is 示闲 and red is over time, so neither is to be had; each of these has a
 * light and a dark form of sufficient contrast on the pages.
 */
export const reasonColourSchema = z.enum(['brown', 'violet', 'teal', 'amber', 'blue', 'grey']);
export type ReasonColour = z.infer<typeof reasonColourSchema>;

/** A reason for a break (小休), as a city lists it. */
export interface BreakReason {
  name: string;
  /** null: as long as it takes */
  limitMinutes: number | null;
  colour: ReasonColour;
}

/** Wrap-up (话后处理) as a city allows it. */
export interface WrapUpRules {
  seconds: number;
  /** of one extension */
  extensionSeconds: number;
  /** at most so many in one wrap-up; 0: none */
  extensions: number;
  /** what these numbers rest on, in the site's own words */
  basis: string;
}

export interface StateRules {
  breaks: readonly BreakReason[];
  /** of 示忙; null: as long as it takes */
  busyLimitMinutes: number | null;
  wrapUp: WrapUpRules;
}

export function breakReasonOf(rules: StateRules, reason: string | null): BreakReason | null {
  return rules.breaks.find(({ name }) => name === reason) ?? null;
}

/**
 * From when on a state lasts longer than it should, in the clock of `since` (ms); null: it has no limit, or nobody
 * knows since when it lasts. Wrap-up has a rule of its own.
 */
export function overFrom(
  rules: StateRules,
  { state, reason, since }: { state: SeatState; reason: string | null; since: number | null },
): number | null {
  const minutes = limitMinutes(rules, state, reason);
  return minutes === null || since === null ? null : since + minutes * 60_000;
}

function limitMinutes(rules: StateRules, state: SeatState, reason: string | null): number | null {
  if (state === 'BREAK') return breakReasonOf(rules, reason)?.limitMinutes ?? null;
  return state === 'BUSY' ? rules.busyLimitMinutes : null;
}
