import { z } from 'zod';
import { type Day, daySchema } from './day.ts';
import type { DocNo } from './text/doc-no.ts';

/** 政策条目: one version of one text, with what is known of when it applies and where. */

/** 层级: who made it. Where two speak of one matter, the higher prevails unless it leaves it to the lower. */
export const levelSchema = z.enum(['国家', '省', '市', '区县', '乡镇街道']);

/** 效力位阶 */
export const instrumentSchema = z.enum([
  '法律',
  '行政法规',
  '党内法规',
  '部门规章',
  '地方性法规',
  '地方政府规章',
  '规范性文件',
]);

/** The five kinds of material that a window keeps (长政务公开发〔2021〕1号, 三（一）有资料). */
export const materialClassSchema = z.enum(['法律法规', '政策文件', '政府公报', '政府工作报告', '办事指南']);

export const audienceSchema = z.enum(['个人', '企业', '个体工商户', '社会组织']);
export type Audience = z.infer<typeof audienceSchema>;

const docNoSchema: z.ZodType<DocNo> = z.strictObject({
  written: z.string().min(1),
  issuerCode: z.string(),
  year: z.int().nullable(),
  serial: z.int(),
});

/** GB/T 2260 (6 digits) or, for townships and streets, GB/T 10114 (9); the whole country is 000000. */
export const regionCodeSchema = z.string().regex(/^(\d{6}|\d{9}|\d{12})$/);

/** 条, or a numbered section where a text has no articles. */
const clauseSchema = z.strictObject({
  /** 第十条, 二（三）, 附录 */
  no: z.string().min(1),
  text: z.string(),
  /** stable inside the text, fit for an address: art-10 */
  anchor: z.string().min(1),
  /** 第四章 依申请公开 … from the outside in */
  heading: z.array(z.string()),
});
export type Clause = z.infer<typeof clauseSchema>;

/** 施行 */
const commencementSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('known'),
    /** the rule itself, in whatever wording */
    ruleFrom: daySchema,
    /** this wording */
    textFrom: daySchema,
    /**
     * From this day to `textFrom` the rule applied in a wording that is not in the library; null when there is no
     * such time (it is the first wording, or the one before is here too).
     */
    unseenFrom: daySchema.nullable(),
    basis: z.string().min(1),
  }),
  z.strictObject({ kind: z.literal('unknown'), basis: z.string().min(1) }),
]);
export type Commencement = z.infer<typeof commencementSchema>;

/** A rule in its first wording, as far as is known. */
export function startingOn(day: Day, basis: string): Commencement {
  return { kind: 'known', ruleFrom: day, textFrom: day, unseenFrom: null, basis };
}

/** 失效; `on` is the first day on which the text no longer applies. */
const endingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.enum(['amended', 'ended', 'repealed']),
    on: daySchema,
    basis: z.string().min(1),
    successorId: z.string().nullable(),
  }),
  /** a later revision is known but its text is not here: what applies must be looked up elsewhere */
  z.strictObject({ kind: z.literal('revised-elsewhere'), on: daySchema, basis: z.string().min(1) }),
]);
export type Ending = z.infer<typeof endingSchema>;

export const policyArticleSchema = z.strictObject({
  id: z.string().min(1),
  /** of our record of it, not of the law: a corrected date is a new rev */
  rev: z.int().positive(),
  title: z.string().min(1),
  docNo: docNoSchema.nullable(),
  /** numbers under which earlier wordings were published */
  formerDocNos: z.array(docNoSchema),
  issuers: z.array(z.string().min(1)).min(1),
  instrument: instrumentSchema,
  level: levelSchema,
  regionCode: regionCodeSchema,
  topic: z.string().min(1),
  materialClass: materialClassSchema,
  /** empty: everybody */
  audience: z.array(audienceSchema),
  /** 成文 or 通过, 公布 */
  signedOn: daySchema.nullable(),
  publishedOn: daySchema.nullable(),
  commencement: commencementSchema,
  ending: endingSchema,
  /** 部分失效: clauses that no longer apply while the rest does */
  endedClauses: z.array(z.strictObject({ no: z.string(), on: daySchema, basis: z.string().min(1) })),
  supersedes: z.array(z.string()),
  supersededBy: z.array(z.string()),
  clauses: z.array(clauseSchema).min(1),
  /** where the text comes from, and the day up to which it was followed */
  source: z.strictObject({ origin: z.string().min(1), dataAsOf: daySchema }),
});
export type PolicyArticle = z.infer<typeof policyArticleSchema>;
