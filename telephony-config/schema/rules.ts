import { z } from 'zod';
import { bindingsWith, KeyConflict } from '../../bridge/domain/keys/bindings.ts';
import { busyReason, leavingReason, wrapUpReason } from '../../bridge/domain/telephony/seat-state.ts';
import { reasonColourSchema } from '../../bridge/domain/telephony/state-limits.ts';
import { callerTagsSchema } from './caller-tags.ts';
import { dutiesSchema } from './duties.ts';
import { identifierOfUnit } from './line.ts';
import { refuse, told } from './told.ts';
import { absolutePath, label } from './values.ts';

const whole = (least: number, most: number) => z.int().min(least).max(most);
/** 法规、标准或本市制度, in the site's own words. */
const basis = z.string().min(1).max(200);

/** Pauses that the bridge itself sets carry these reasons; a person cannot choose them. */
const ownReasons = [wrapUpReason, leavingReason, busyReason];

const sessionBasis = 'GB/T 22239-2019 8.1.4.1（登录失败处理、超时自动退出；未规定数值，由本站配置）';

const packBasis = '默认收 1000 条、3 天提示；GB/T 44191-2024 要求知识定期复审，未规定数值，由本站配置';

const wrapUpBasis = '默认 60 秒，可延时 2 次；国家标准未作规定，由本站配置';

const sameMatterBasis = '默认 7 天，与一次解决率的计算天数一致；国家标准未作规定，由本站配置';

const breakReason = z.union([
  label.max(12),
  z.strictObject({
    name: label.max(12),
    limitMinutes: whole(1, 480).optional(),
    colour: reasonColourSchema.optional(),
  }),
]);

/** What a city decides for itself, each with the text it rests on. */
export const rulesSchema = z
  .strictObject({
    breakReasons: told(
      z.array(breakReason).min(1).max(12).default(['小休', '用餐', '培训', '会议']),
      '小休原因，座席从中选择；出现在交换机的暂停原因和统计里。可只写名称，也可加时限（分钟）和颜色',
      'reasons for a break that a seat chooses from; they stand in the exchange’s pauses and in statistics. A name alone, or with a limit in minutes and a colour',
      ['小休', { name: '用餐', limitMinutes: 45, colour: 'amber' }],
    ),
    busyLimitMinutes: told(
      whole(1, 480).optional(),
      '示忙的时限（分钟），超出即显示超时；不写则不限',
      'minutes after which 示忙 is shown as over time; without it there is no limit',
      10,
    ),
    wrapUp: z
      .strictObject({
        seconds: told(
          whole(10, 3600).default(60),
          '话后整理多少秒后算超时；超时只提示，登记未保存或暂存前不会示闲',
          'seconds of wrap-up after which it is over time; it is only shown: no seat is READY while its record is open',
          60,
        ),
        extensionSeconds: told(
          whole(10, 1800).default(60),
          '座席每次延时加多少秒',
          'seconds that one extension by the seat brings',
          60,
        ),
        extensions: told(
          whole(0, 10).default(2),
          '一次话后整理最多延时几次；0 为不设延时',
          'extensions in one wrap-up at most; 0: none',
          2,
        ),
        basis: told(basis.default(wrapUpBasis), '以上数值的依据', 'what these numbers rest on', wrapUpBasis),
      })
      .prefault({}),
    helpReasons: told(
      z
        .array(label.max(12))
        .min(1)
        .max(8)
        .default(['政策拿不准', '对方情绪激动', '要求领导接听', '紧急情况']),
      '求助原因，座席从中选择，班长在现场页看到；写不下的由座席自己说明',
      'reasons for which a seat asks the team lead for help; what fits none of them the seat writes itself',
      ['政策拿不准', '对方情绪激动', '要求领导接听', '紧急情况'],
    ),
    shortAbandonSeconds: told(
      whole(0, 60).default(5),
      '排队不超过这么多秒就挂断的，算短时放弃',
      'an abandonment within so many seconds counts as a short one',
      5,
    ),
    shortAbandonBasis: told(
      basis.default('默认 5 秒，国家标准未作规定'),
      '短时放弃秒数的依据，显示在指标口径里',
      'what that number rests on; shown with the figure',
      '长沙市12345热线运行规程',
    ),
    holidaysFolder: told(
      absolutePath.optional(),
      '本站的放假安排文件夹：每年一个 2027.json，同年的取代产品自带的；工作日按它推算，没有的年份按周末推算并注明',
      'folder of holiday notices, a file 2027.json a year, over those that come with the product; working days are counted by them, years without one by weekends, which is said',
      '/etc/yihaoda/holidays',
    ),
    keys: told(
      z.record(z.string().max(40), z.string().max(40)).default({}),
      '座席面板的快捷键，只写要改的：操作名: 组合键；一个键只能给一个操作。操作名见 docs/panel.md',
      'keys of the operator’s panel, only those to change: action: combination; a key has one action. Actions: docs/panel.md',
      { 'mark-used': 'Alt+Shift+U', hold: 'F10' },
    ),
    duties: dutiesSchema,
    callerTags: callerTagsSchema,
    sameMatter: z
      .strictObject({
        days: told(
          whole(1, 90).default(7),
          '多少天内问过同一事项的，提示座席核对是否重复',
          'days in which an earlier call about the same matter is pointed out',
          7,
        ),
        basis: told(
          basis.default(sameMatterBasis),
          '以上数值的依据',
          'what that number rests on',
          sameMatterBasis,
        ),
      })
      .prefault({}),
    callOut: z
      .strictObject({
        perSeatAndHour: told(
          whole(0, 500).default(30),
          '每个座席每小时最多从面板外呼多少次；0 = 不许外呼（紧急电话不受限）',
          'calls to the outside that a seat may begin from the panel in an hour; 0 for none (emergency numbers excepted)',
          30,
        ),
        basis: told(
          basis.default('默认 30 次，防止盗打和误用；国家标准未作规定'),
          '以上数值的依据，显示在被拒绝时',
          'what that number rests on; shown when a call is refused',
          '长沙市12345热线运行规程',
        ),
      })
      .prefault({}),
    knowledgePack: z
      .strictObject({
        entries: told(
          whole(50, 1000).default(1000),
          '知识包收多少条最常用的答复，供座席断网时在本机检索',
          'answers of the pack that a seat looks up while the bridge is not reached',
          1000,
        ),
        usedDays: told(
          whole(7, 366).default(90),
          '多少天内用过的答复排在前面',
          'answers used within so many days come first',
          90,
        ),
        warnAfterDays: told(
          whole(1, 30).default(3),
          '知识包多少天没有更新就提示核对',
          'days without a renewal after which the pack warns',
          3,
        ),
        basis: told(basis.default(packBasis), '以上数值的依据', 'what these numbers rest on', packBasis),
      })
      .prefault({}),
    sessions: z
      .strictObject({
        idleMinutes: told(
          whole(1, 240).default(15),
          '多少分钟无操作就退出登录；通话和填单中不退出',
          'minutes without a move after which a session ends; never during a call or an open record',
          15,
        ),
        longestHours: told(
          whole(1, 24).default(12),
          '一次登录最长多少小时',
          'hours that a session lasts at most',
          12,
        ),
        lockAfterFailures: told(
          whole(3, 20).default(5),
          '连续输错多少次密码就锁定账号',
          'wrong passwords in a row after which an account is locked',
          5,
        ),
        lockMinutes: told(whole(1, 1440).default(15), '锁定多少分钟', 'minutes that it stays locked', 15),
        basis: told(
          basis.default(sessionBasis),
          '以上数值的依据',
          'what these numbers rest on',
          sessionBasis,
        ),
      })
      .prefault({}),
  })
  .check((check) => {
    const wrong = wrongKeys(check.value.keys);
    if (wrong !== null)
      refuse(check, ['keys'], {
        zh: wrong,
        en: 'a key of the panel cannot be what is written here',
        remedyZh: '改成没有用过的 Alt、Ctrl 组合或功能键',
        remedyEn: 'choose an Alt or Ctrl combination or a function key that is not taken',
      });
    const seen = new Set<string>(ownReasons);
    for (const [index, one] of check.value.breakReasons.entries()) {
      const reason = typeof one === 'string' ? one : one.name;
      if (seen.has(reason))
        refuse(check, ['breakReasons', index], {
          zh: `“${reason}”已有，或是系统自用的暂停原因`,
          en: `"${reason}" is there already, or a reason the bridge itself uses`,
          remedyZh: '换一个名称',
          remedyEn: 'choose another name',
        });
      seen.add(reason);
    }
  });

export const unitSchema = z.strictObject({
  id: told(
    identifierOfUnit(),
    '单位标识，与专线的 unitId 对应',
    'id of the unit, as in unitId of a line',
    'cs-yl',
  ),
  name: told(label, '单位名称', 'name of the unit', '岳麓区'),
  parentId: told(
    identifierOfUnit().optional(),
    '上级单位标识；不写则直属市级单位',
    'unit above it; the city’s own if left out',
    'cs',
  ),
});

function wrongKeys(keys: Readonly<Record<string, string>>): string | null {
  try {
    bindingsWith(keys);
    return null;
  } catch (error) {
    if (error instanceof KeyConflict) return error.message;
    throw error;
  }
}
