import { z } from 'zod';

/**
 * 一次性告知 (长政务公开发〔2021〕1号, 会答): what a caller has to be told at once, so that nobody has to call or come again,
 * in the order in which it is told. It is taken out of what an entry says under its names; nothing is concluded.
 */
export const noticeKindSchema = z.enum(['受理条件', '申请材料', '办理时限', '办理地点', '收费', '办理渠道']);
export type NoticeKind = z.infer<typeof noticeKindSchema>;

export interface NoticeItem {
  kind: NoticeKind;
  text: string;
}
