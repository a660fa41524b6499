import { z } from 'zod';
import { audienceSchema, levelSchema, regionCodeSchema } from '../../article.ts';
import { daySchema } from '../../day.ts';

/**
 * What is agreed with 涉企政策综合服务平台（扶持通）: JSON Lines in UTF-8, one policy a line, or the same objects in pages
 * (see policy-page.ts). Only `id`, `title`, `issuer`, `level` and something to read (`body`, `clauses`, `conditions` or
 * `amounts`) must be there; a field without a value is left out, null or empty. Fields that are not listed here are named
 * once and passed over. `id` never changes; a policy that is sent again is its next version.
 *
 * ```json
 * {"id":"FCT-2026-0001","title":"…","docNo":"长示发〔2026〕1号","issuer":["长沙市示例局"],"level":"市","region":"430100",
 *  "body":"第一条　…\n第二条　…","conditions":["在长沙注册"],"amounts":["一次性补贴 5 万元"],"object":["企业"],
 *  "applyFrom":"2026-03-01","applyTo":"2026-05-31","contact":"0731-88880000","url":"https://…",
 *  "publishedOn":"2026-01-20","effectiveOn":"2026-02-01","expiresOn":"2031-02-01","materials":["营业执照"]}
 * {"id":"FCT-2025-0009","removedOn":"2026-11-01"}
 * ```
 */
const optionalText = (length: number) =>
  z
    .string()
    .max(length)
    .nullish()
    .transform((text) => text?.trim() ?? '');
const optionalDay = z
  .union([daySchema, z.literal('')])
  .nullish()
  .transform((day) => (day === '' ? null : (day ?? null)));
const texts = z
  .array(z.string().max(8_000))
  .max(200)
  .nullish()
  .transform((list) => (list ?? []).map((text) => text.trim()).filter((text) => text !== ''));
const id = z.string().trim().min(1).max(300);

export const policyRecordSchema = z.object({
  /** the platform's own, stable over all versions */
  id,
  title: z.string().trim().min(1).max(500),
  /** 文号 */
  docNo: optionalText(100),
  /** 发文机关: one, or a list */
  issuer: z.union([z.string().trim().min(1), z.array(z.string().trim().min(1)).min(1)]),
  level: levelSchema,
  /** GB/T 2260; without it the platform's own area */
  region: regionCodeSchema.nullish(),
  /** the whole text, paragraphs parted by \n; split into clauses here */
  body: optionalText(1_000_000),
  /** or the text as clauses, which then stand before `body` */
  clauses: z
    .array(
      z.object({
        no: z.string().trim().min(1).max(40),
        heading: z.array(z.string().trim().min(1).max(200)).max(6).nullish(),
        text: z.string().max(200_000),
      }),
    )
    .max(2_000)
    .nullish(),
  /** 申报条件 */
  conditions: texts,
  /** 扶持标准 */
  amounts: texts,
  /** 申报材料 */
  materials: texts,
  /** 适用对象; without it 企业 */
  object: z.array(audienceSchema).nullish(),
  /** first and last day on which one can apply */
  applyFrom: optionalDay,
  applyTo: optionalDay,
  contact: optionalText(1_000),
  url: optionalText(2_000),
  publishedOn: optionalDay,
  effectiveOn: optionalDay,
  /** 失效日期: the first day on which it no longer applies */
  expiresOn: optionalDay,
});
export type PolicyRecord = z.infer<typeof policyRecordSchema>;

/** 已下架: the platform no longer has it from this day on. */
export const removedRecordSchema = z.object({ id, removedOn: daySchema });
