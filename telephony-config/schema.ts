import { z } from 'zod';
import { bridgeSchema } from './schema/bridge.ts';
import { dialSchema } from './schema/dial.ts';
import { directorySchema } from './schema/directory.ts';
import { embeddingSchema } from './schema/embedding.ts';
import { announcementsSchema, ratingSchema, recordingSchema } from './schema/heard.ts';
import { identifierOfUnit, lineSchema } from './schema/line.ts';
import { orderSystemSchema } from './schema/order-system.ts';
import { pbxSchema } from './schema/pbx.ts';
import { rulesSchema, unitSchema } from './schema/rules.ts';
import { seatSchema } from './schema/seat.ts';
import { smsSchema } from './schema/sms.ts';
import { told } from './schema/told.ts';
import { trunkSchema } from './schema/trunk.ts';
import { absolutePath, digits, identifier, label } from './schema/values.ts';

export type { Seat } from './schema/seat.ts';

/**
 * One site in one file. The same `hotline.yaml` runs the bridge (`--config`), gives meaning to recordings (`--site`)
 * and renders the configuration of Asterisk (`render`), so what the telephone exchange does and what the bridge
 * believes about it cannot drift apart.
 *
 * Every object is strict: a key that is not known is a mistake, never a silent default.
 */
export const hotlineSchema = z.strictObject({
  version: told(z.literal(1), '文件格式版本，现为 1', 'version of this format: 1', 1),
  pbx: pbxSchema,
  number: told(digits(3, 20), '热线号码', 'the one number', '12345'),
  otherNumbers: told(
    z.array(digits(3, 20)).default([]),
    '运营商可能送来的其他写法，如带区号',
    'other forms in which the carrier may deliver it, such as with the area code',
    ['073112345'],
  ),
  city: z.strictObject({
    unitId: told(identifierOfUnit(), '市级单位标识', 'id of the city’s own unit', 'cs'),
    regionCode: told(
      digits(6, 6),
      '行政区划代码（GB/T 2260，6 位）',
      'region code (GB/T 2260, 6 digits)',
      '430100',
    ),
    name: told(label, '城市名称', 'name of the city', '长沙市'),
    areaCode: told(
      z
        .string()
        .regex(/^0[1-9]\d{1,2}$/)
        .optional(),
      '本市长途区号，带 0：这个区号的固定电话来自本市',
      'area code of the city with its 0: landlines with it are from the city',
      '0731',
    ),
  }),
  trunks: told(z.array(trunkSchema).min(1), '运营商中继，至少一条', 'trunks to the carrier, at least one'),
  lines: told(z.array(lineSchema).min(1), '专线（队列），至少一条', 'lines (queues), at least one'),
  defaultLine: told(
    identifier.optional(),
    '没按键的来电进入哪条专线；不写则为第一条',
    'which line takes callers who press nothing; the first if left out',
    'policy',
  ),
  seats: told(
    z
      .array(seatSchema)
      .min(1)
      .transform((entries) => entries.flat()),
    '座席，逐个写或成段写',
    'seats, one by one or in rows',
    [{ from: 1001, to: 1020 }],
  ),
  seatSecretsFile: told(
    absolutePath.optional(),
    '话机密码文件：每行“座席号 密码”，权限 0600',
    'file of the telephones’ passwords: a line each, `SEAT PASSWORD`, mode 0600',
    '/etc/yihaoda/seats.secret',
  ),
  numberRangesFile: told(
    absolutePath.optional(),
    '号段表（UTF-8，每行“号段,区划代码,名称”）；没有则不显示手机号归属地，从不猜测',
    'table of number ranges (UTF-8, lines of prefix,region code,name); without it no mobile number has a place',
    '/etc/yihaoda/number-ranges.csv',
  ),
  dial: dialSchema.prefault({}),
  directory: directorySchema,
  announcements: announcementsSchema.prefault({}),
  rating: ratingSchema.prefault({}),
  recording: recordingSchema.optional(),
  channelVariables: told(
    z
      .record(
        z.string().regex(/^YHD_(?!(DID|REGION|CITIZEN|QUEUE|WAIT|DIGIT|SCORE)$)[A-Z0-9_]{1,24}$/),
        z.string().regex(/^[A-Za-z0-9_-]{1,40}$/),
      )
      .default({ YHD_LEVEL: 'normal' })
      .transform((given) => ({ YHD_LEVEL: 'normal', ...given })),
    '每通来话带上的变量 YHD_…；YHD_DID（所拨号码）和 YHD_REGION（区划）自动带上',
    'variables each call carries, YHD_…; YHD_DID (number dialled) and YHD_REGION come by themselves',
    { YHD_LEVEL: 'normal' },
  ),
  units: told(
    z.array(unitSchema).max(5000).default([]),
    '单位树：区县、园区、街道；指标和可见范围按它划分',
    'units below the city: figures and what people may see are cut by them',
    [{ id: 'cs-yl', name: '岳麓区' }],
  ),
  rules: rulesSchema.prefault({}),
  sms: smsSchema.optional(),
  orderSystem: orderSystemSchema.optional(),
  embedding: embeddingSchema,
  bridge: bridgeSchema.prefault({}),
});

export type HotlineConfig = z.output<typeof hotlineSchema>;
export type Line = HotlineConfig['lines'][number];
