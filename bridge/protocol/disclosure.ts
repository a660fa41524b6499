import { z } from 'zod';
import { guideContentSchema } from '../../knowledge/content/entry.ts';
import { holidayYearSchema } from '../domain/calendar/holiday-year.ts';
import { dutyTableSchema } from '../domain/duty/duty-table.ts';

/** 指导申请公开 and 职责边界: what the pages ask for, and the pure rules they work with. */

export type { HolidayYear } from '../domain/calendar/holiday-year.ts';
export { WorkingDays } from '../domain/calendar/working-days.ts';
export { type DisclosureChannel, receiptRules } from '../domain/disclosure/channel.ts';
export {
  type Deadline,
  deadlinesFrom,
  disclosureLaw,
  thirdPartyLimit,
} from '../domain/disclosure/deadlines.ts';
export {
  type Disclosure,
  markNotFound,
  markPublished,
  markSearch,
  noDisclosure,
  type ProofSearch,
  withSearch,
} from '../domain/disclosure/proof.ts';
export { type BeyondDuty, beyondDuty, promisesIn } from '../domain/duty/duty-guard.ts';
export type { DutyTable } from '../domain/duty/duty-table.ts';

/** `GET api/disclosure/guides`; region: the site's where none is given */
export const guidesQuerySchema = z.strictObject({
  text: z.string().trim().max(100).default(''),
  regionCode: z
    .string()
    .regex(/^\d{6,12}$/)
    .optional(),
});

const guideSchema = guideContentSchema.omit({ kind: true }).extend({
  entryId: z.string(),
  rev: z.number(),
  publishedAt: z.number(),
});
export type GuideView = z.infer<typeof guideSchema>;

/** The nearest region first, at most thirty; `total`: how many there are. */
export const guidesAnswerSchema = z.object({ guides: z.array(guideSchema), total: z.number() });

/** `GET api/disclosure/calendar`: what working days are counted by */
export const holidaysAnswerSchema = z.object({ years: z.array(holidayYearSchema) });

/** `GET api/duties`: what callers ask for that a window must not do */
export const dutiesAnswerSchema = z.object({ table: dutyTableSchema });
