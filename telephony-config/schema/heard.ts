import { z } from 'zod';
import type { Grade } from '../../bridge/domain/telephony/site.ts';
import { refuse, told } from './told.ts';
import { absolutePath, sound } from './values.ts';

const optionalSound = z.union([sound, z.null()]).default(null);

/**
 * What a caller hears. GB/T 33358-2016 disfavours voice menus: there is a greeting, then the queue; a digit pressed
 * meanwhile chooses another line, and who presses nothing is served all the same.
 */
export const announcementsSchema = z.strictObject({
  language: told(
    z
      .string()
      .regex(/^[A-Za-z0-9_-]{2,32}$/)
      .default('en'),
    '录音语言文件夹（Asterisk sounds 目录下）',
    'language folder of the sound files',
    'zh_CN',
  ),
  greeting: told(
    z.union([sound, z.null()]).default('beep'),
    '问候语录音（不带扩展名）',
    'greeting (without the ending)',
    'yihaoda/greeting',
  ),
  digitWaitSeconds: told(
    z.int().min(1).max(5).default(1),
    '问候语放完后再等按键的秒数；没按就进默认专线',
    'seconds to wait for a digit after the greeting; then the default line takes the call',
    1,
  ),
  nobody: told(optionalSound, '无人值守时的致歉语', 'played when nobody is there', 'yihaoda/nobody'),
  gaveUp: told(optionalSound, '排队超时的致歉语', 'played when the wait was too long', 'yihaoda/busy'),
  waiting: told(optionalSound, '排队中定时播放的提示', 'repeated while the caller waits', 'yihaoda/waiting'),
  waitingEverySeconds: told(
    z.int().min(10).max(600).default(45),
    '排队提示的间隔秒数',
    'seconds between two repetitions',
    45,
  ),
  position: told(z.boolean().default(false), '是否报排队位置', 'tell the place in the queue', false),
  musicFolder: told(
    z.union([absolutePath, z.literal('moh')]).default('moh'),
    '等待音乐文件夹：绝对路径，或 moh（Asterisk 自带）',
    'folder of the waiting music: an absolute path, or moh (Asterisk’s own)',
    'moh',
  ),
});

/** 好差评, five grades (GB/T 39735-2020 and the State Council's 好差评 rules); 5 is the best. */
const GRADES = { 非常不满意: 1, 不满意: 2, 基本满意: 3, 满意: 4, 非常满意: 5 } as const satisfies Record<
  string,
  Grade
>;
type GradeName = keyof typeof GRADES;
const gradeNames = Object.keys(GRADES) as GradeName[];

export const ratingSchema = z.strictObject({
  ask: told(
    z.union([sound, z.null()]).default('beep'),
    '请评价的录音；写 null 则不评价',
    'asks for the rating; null = no rating',
    'yihaoda/rate',
  ),
  thanks: told(optionalSound, '评价后的致谢语', 'thanks after the rating', 'yihaoda/thanks'),
  keys: told(
    z
      .record(z.string().regex(/^[0-9]$/), z.enum(gradeNames))
      .default({ '1': '非常不满意', '2': '不满意', '3': '基本满意', '4': '满意', '5': '非常满意' })
      .check((check) => {
        if (new Set(Object.values(check.value)).size === gradeNames.length) return;
        refuse(check, [], {
          zh: '五个等级（好差评）各要有一个按键，否则满意率无从比较',
          en: 'each of the five grades needs one key, or satisfaction cannot be compared',
          remedyZh: `写全：${gradeNames.join('、')}`,
          remedyEn: `give all of ${gradeNames.join(', ')}`,
        });
      })
      .transform((keys) =>
        Object.fromEntries(Object.entries(keys).map(([key, name]) => [key, GRADES[name]])),
      ),
    '按键 → 等级：非常满意、满意、基本满意、不满意、非常不满意',
    'key → grade, one of the five of 好差评',
    { '5': '非常满意' },
  ),
  askSeconds: told(z.int().min(1).max(30).default(5), '等待评价按键的秒数', 'seconds to wait for the key', 5),
});

export const recordingSchema = z.strictObject({
  notice: told(
    sound,
    '录音告知语：排队前播放。写了 recording 就录音，告知是录音的前提',
    'tells callers that the call is recorded, played before the queue: no recording without the notice',
    'yihaoda/recorded',
  ),
});
