import { z } from 'zod';

/**
 * What the other system answers with (docs/order-system.md). It is believed in shape only: lengths, no control or
 * direction characters, which could dress a line up as another one.
 */
const words = (most: number) =>
  z
    .string()
    .max(4_000)
    .transform((text) => {
      const plain = text
        .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim();
      const characters = [...plain];
      return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : plain;
    });
const time = z.iso.datetime({ offset: true }).nullish();

const orderSchema = z.object({
  orderNo: z.string().regex(/^[A-Za-z0-9][\w.-]{0,39}$/),
  title: words(80),
  state: words(12),
  unit: words(30).nullish(),
  openedAt: time,
  dueAt: time,
  confidential: z.boolean().default(false),
});

/** Newest first; a system that sends more than can be meant is not understood. */
export const ordersAnswerSchema = z.object({ orders: z.array(orderSchema).max(500) });
