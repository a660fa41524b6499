import { z } from 'zod';
import {
  audienceSchema,
  instrumentSchema,
  levelSchema,
  materialClassSchema,
  regionCodeSchema,
} from '../article.ts';
import { daySchema } from '../day.ts';

/** The tables that are kept by hand beside the texts; docs: texts/README.md. */

/** texts/index.json */
export const catalogueSchema = z.strictObject({
  dataAsOf: daySchema,
  origin: z.string().min(1),
  texts: z.array(
    z.strictObject({
      id: z.string().min(1),
      file: z.string().regex(/^[\w-]+\.md$/),
      title: z.string().min(1),
      docNo: z.string().min(1).nullable(),
      formerDocNos: z.array(z.string().min(1)),
      issuers: z.array(z.string().min(1)).min(1),
      instrument: instrumentSchema,
      level: levelSchema,
      regionCode: regionCodeSchema,
      topic: z.string().min(1),
      materialClass: materialClassSchema,
      audience: z.array(audienceSchema),
      /** of this wording: when it was passed or published */
      versionDate: daySchema.nullable(),
      /** 施行日 as the source has it: of the rule or of its last amendment, which it does not tell */
      statedStart: daySchema.nullable(),
      /** articles counted in the source; null for a text without articles */
      clauseCount: z.int().positive().nullable(),
      origin: z.string().min(1),
    }),
  ),
});
export type CatalogueEntry = z.infer<typeof catalogueSchema>['texts'][number];

/**
 * How a line of texts/succession.json is known: a text of the library says so; it was seen in a published notice;
 * or the curator remembers it and has not seen the document, which is then said to the operator.
 */
const evidenceSchema = z.enum(['text', 'published', 'recollected']);
export type Evidence = z.infer<typeof evidenceSchema>;

const known = { articleId: z.string().min(1), basis: z.string().min(1), evidence: evidenceSchema };

export const successionSchema = z.strictObject({
  starts: z.array(z.strictObject({ ...known, ruleFrom: daySchema, textFrom: daySchema })),
  endings: z.array(
    z.strictObject({
      ...known,
      kind: z.enum(['amended', 'ended', 'repealed']),
      on: daySchema,
      successorId: z.string().min(1).nullable(),
    }),
  ),
  revisedElsewhere: z.array(z.strictObject({ ...known, on: daySchema })),
  endedClauses: z.array(z.strictObject({ ...known, no: z.string().min(1), on: daySchema })),
});
export type Succession = z.infer<typeof successionSchema>;

const serviceFunctionSchema = z.enum(['POLICY', 'SERVICE_GUIDE', 'DISCLOSURE_GUIDE', 'OTHER']);
export type ServiceFunction = z.infer<typeof serviceFunctionSchema>;

/** texts/line-starters.json: what callers of a line ask first, and which clause answers. */
export const lineStartersSchema = z.strictObject({
  lines: z.array(
    z.strictObject({
      line: z.string().min(1),
      name: z.string().min(1),
      serviceFunction: serviceFunctionSchema,
      /** names that the queue of this line may have in the site's configuration */
      queues: z.array(z.string().min(1)),
      starters: z.array(
        z.strictObject({
          articleId: z.string().min(1),
          clauseNo: z.string().min(1),
          asks: z.string().min(1),
        }),
      ),
    }),
  ),
});
export type Line = z.infer<typeof lineStartersSchema>['lines'][number];
