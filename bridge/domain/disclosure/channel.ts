import { z } from 'zod';

/** Ways in which an application reaches an organ (政府信息公开条例 第二十九条、第三十一条). */
export const disclosureChannelSchema = z.enum(['当面', '网上', '邮寄', '传真', '电子邮件']);
export type DisclosureChannel = z.infer<typeof disclosureChannelSchema>;

/** 收到申请之日, which all limits run from: it differs by the way that was taken. */
export const receiptRules = {
  当面: { words: '当面提交之日', basis: '第三十一条第一项' },
  邮寄: { words: '行政机关签收之日；平常信函为双方确认之日', basis: '第三十一条第二项' },
  网上: { words: '双方确认之日', basis: '第三十一条第三项' },
  传真: { words: '双方确认之日', basis: '第三十一条第三项' },
  电子邮件: { words: '双方确认之日', basis: '第三十一条第三项' },
} as const satisfies Record<DisclosureChannel, { words: string; basis: string }>;
