import { z } from 'zod';
import { daySchema } from '../day.ts';

/**
 * 政务服务事项, with the field names of the national exchange tables `up_task_general_basic` and
 * `dn_task_general_extend` (elements: GB/T 39554.2-2020), so that a row of a batch can be laid beside it.
 */
const text = z.string().max(8_000).default('');
const flag = z.enum(['0', '1', '']).default('');

export const materialSchema = z.strictObject({
  name: z.string().min(1),
  /** 来源渠道 */
  source: z.string().default(''),
  /** 份数 */
  copies: z.string().default(''),
  /** 材料形式: 原件, 复印件, 电子 */
  form: z.string().default(''),
  /** 必要性: 必要, 非必要, 容缺后补 */
  necessity: z.string().default(''),
  /** 空白表或样表 */
  sampleUrl: z.string().default(''),
});

export const serviceItemSchema = z.strictObject({
  row_guid: z.string().min(1),
  /** 基本编码, 12 characters (GB/T 39554.1-2020) */
  catalog_code: text,
  /** 实施编码, usually 31, at most 36 */
  task_code: z.string().min(1).max(36),
  /** 业务办理项编码 */
  task_handle_item: text,
  task_name: z.string().min(1).max(500),
  task_type: text,
  task_state: text,
  task_version: z.string().min(1),
  /** 行使层级 */
  use_level: text,
  dept_code: text,
  dept_name: z.string().min(1),
  dept_type: text,
  entrust_name: text,
  /** 设定依据 */
  by_law: text,
  /** 服务对象 */
  server_type: text,
  /** 办件类型 */
  project_type: text,
  /** 受理条件 */
  accept_condition: text,
  handle_flow: text,
  /** 法定办结时限 and its unit */
  anticipate_day: text,
  anticipate_type: text,
  /** 承诺办结时限 and its unit */
  promise_day: text,
  promise_type: text,
  /** 到办事现场次数 */
  limit_scene_num: text,
  is_fee: flag,
  fee_basis: text,
  transact_addr: text,
  transact_time: text,
  link_way: text,
  supervise_way: text,
  link_addr: text,
  mobile_terminal_url: text,
  online_handle_url: text,
  is_online: flag,
  online_handle_depth: text,
  is_entry_center: flag,
  handle_area: text,
  result_name: text,
  town_code: text,
  village_code: text,
  plan_effective_date: daySchema.nullable().default(null),
  /** the first day on which it is no longer offered */
  plan_cancel_date: daySchema.nullable().default(null),
  materials: z.array(materialSchema).max(200).default([]),
});
export type ServiceItem = z.infer<typeof serviceItemSchema>;
