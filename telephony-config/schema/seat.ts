import { z } from 'zod';
import { refuse, told } from './told.ts';
import { digits, environmentName } from './values.ts';

const seatNumber = digits(2, 6);
const LARGEST_RANGE = 5000;

/** One seat of the floor: its number, and the telephone that rings. */
export interface Seat {
  seat: string;
  interface: string;
  secretEnv?: string;
  /** app_queue's: seats of the lowest are rung first */
  penalty: number;
}

/** One seat, or a row of them: `{ seat: '1001' }` or `{ from: 1001, to: 1020 }`. */
export const seatSchema = z
  .strictObject({
    seat: told(seatNumber.optional(), '座席号（2–6 位数字）', 'seat number (2–6 digits)', '1001'),
    from: told(seatNumber.optional(), '一段座席号的起', 'first of a row of seats', '1001'),
    to: told(seatNumber.optional(), '一段座席号的止（含）', 'last of the row, included', '1020'),
    interface: told(
      z
        .string()
        .regex(/^(PJSIP|SIP|IAX2|Local)\/[A-Za-z0-9][A-Za-z0-9@/_.-]{0,63}$/)
        .optional(),
      '话机接口；不写则为 PJSIP/座席号',
      'the telephone’s interface; PJSIP/<seat> if left out',
      'PJSIP/1001',
    ),
    secretEnv: told(
      environmentName.optional(),
      '存放此话机密码的环境变量的名字；也可统一写在 seatSecretsFile',
      'name of the environment variable with this telephone’s password; or use seatSecretsFile for all',
      'YHD_SEAT_1001_SECRET',
    ),
    penalty: told(
      z.int().min(0).max(100).default(0),
      '排队次序：0 先接；数字大的是后备座席，前面的都占线才振铃',
      'order in the queues: 0 is rung first; higher ones stand by until all before them are taken',
      5,
    ),
  })
  .check((check) => {
    const { seat, from, to } = check.value;
    const row = from !== undefined || to !== undefined;
    if (seat !== undefined ? row : from === undefined || to === undefined) {
      return refuse(check, [], {
        zh: '要么写 seat，要么写 from 和 to',
        en: 'give either seat, or both from and to',
        remedyZh: "例如 - seat: '1001' 或 - { from: 1001, to: 1020 }",
        remedyEn: "for example - seat: '1001' or - { from: 1001, to: 1020 }",
      });
    }
    if (from === undefined || to === undefined) return;
    if (from.length !== to.length || from > to || Number(to) - Number(from) >= LARGEST_RANGE) {
      refuse(check, ['to'], {
        zh: `段的起止位数要相同、起不大于止、最多 ${LARGEST_RANGE} 个`,
        en: `both ends need the same number of digits, the first not above the last, at most ${LARGEST_RANGE} seats`,
        remedyZh: '例如 { from: 1001, to: 1020 }',
        remedyEn: 'for example { from: 1001, to: 1020 }',
      });
    }
    for (const key of ['interface', 'secretEnv'] as const) {
      if (check.value[key] === undefined) continue;
      refuse(check, [key], {
        zh: '一段座席不能共用一部话机或一个密码',
        en: 'a row of seats cannot share one telephone or one password',
        remedyZh: '不同的座席单独用 seat 写一条',
        remedyEn: 'write seats that differ one by one with seat',
      });
    }
  })
  .transform(({ seat, from, to, interface: given, secretEnv, penalty }): Seat[] => {
    if (seat !== undefined) {
      const secret = secretEnv === undefined ? {} : { secretEnv };
      return [{ seat, interface: given ?? `PJSIP/${seat}`, penalty, ...secret }];
    }
    return seatNumbers(from ?? '', to ?? '').map((number) => ({
      seat: number,
      interface: `PJSIP/${number}`,
      penalty,
    }));
  });

function seatNumbers(from: string, to: string): string[] {
  const first = Number(from);
  return Array.from({ length: Number(to) - first + 1 }, (_, index) =>
    String(first + index).padStart(from.length, '0'),
  );
}
