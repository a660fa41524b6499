import { z } from 'zod';
import { type Content, contentSchema } from './entry.ts';

/** The four sources of the plan (长政务公开发〔2021〕1号, 二（一）), the platform of service items, and our own desk. */
export const sourceSystemSchema = z.enum([
  'hotline-base',
  'website',
  'enterprise-platform',
  'department-base',
  'service-items',
  'desk',
  'built-in',
]);
export type SourceSystem = z.infer<typeof sourceSystemSchema>;

export const sourceSystemNames: Readonly<Record<SourceSystem, string>> = {
  'hotline-base': '12345 知识库',
  website: '政府网站',
  'enterprise-platform': '涉企政策综合服务平台（扶持通）',
  'department-base': '部门业务知识库',
  'service-items': '政务服务一体化平台',
  desk: '本台编写',
  'built-in': '随产品示范文本',
};

/** Where a version comes from. `sourceId` is what the source calls it, and stays the same over its versions. */
export const provenanceSchema = z.strictObject({
  system: sourceSystemSchema,
  sourceId: z.string().min(1).max(300),
  url: z.string().max(2_000),
  /** ISO time */
  fetchedAt: z.iso.datetime({ offset: true }),
});
export type Provenance = z.infer<typeof provenanceSchema>;

/** Where in a delivery something stands: a row of a sheet, a line of a file, a page of a site. */
export interface Whereabouts {
  /** file, sheet or address */
  in: string;
  /** row or line, from 1 as the reader's own program counts them */
  row: number | null;
  /** 列名 or field */
  column: string | null;
}

/** One thing of a delivery, read and in order by itself. Whether it fits the base is seen only beside the base. */
export interface DeliveredEntry {
  delivered: 'entry';
  at: Whereabouts;
  sourceId: string;
  url: string;
  content: Content;
}

/** The source says that it no longer has this. */
export interface DeliveredRemoval {
  delivered: 'removal';
  at: Whereabouts;
  sourceId: string;
  /** first day without it; null: from now on */
  on: string | null;
}

/** A row that cannot be taken: said in words, and the rest of the delivery is read on. */
export interface DeliveredFault {
  delivered: 'fault';
  at: Whereabouts;
  /** stable, upper case: ROW_DATE, ROW_MISSING, FILE_MACRO … */
  code: string;
  /** what is wrong and what to do */
  words: string;
}

export type Delivered = DeliveredEntry | DeliveredRemoval | DeliveredFault;

/** The whole of a delivery cannot be read: nothing of it is taken. */
export class DeliveryRefused extends Error {
  override readonly name = 'DeliveryRefused';
  readonly code: string;
  readonly at: Whereabouts;

  constructor(code: string, at: Whereabouts, words: string) {
    super(words);
    this.code = code;
    this.at = at;
  }
}

/** 第 3 行“施行日期”列 */
export function inWords({ in: file, row, column }: Whereabouts): string {
  const line = row === null ? '' : `第 ${row} 行`;
  const field = column === null ? '' : `“${column}”列`;
  return `${file}${line === '' && field === '' ? '' : ' '}${line}${field}`;
}

/** The first thing that is wrong with a content, by the name of its field; null when it is in order. */
export function faultOf(content: unknown): { field: string; words: string } | null {
  const result = contentSchema.safeParse(content);
  if (result.success) return null;
  const [issue] = result.error.issues;
  return { field: issue?.path.join('.') ?? '', words: issue?.message ?? '' };
}
