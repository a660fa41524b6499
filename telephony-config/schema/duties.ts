import { z } from 'zod';
import { dutyRuleSchema, dutyTableSchema } from '../../bridge/domain/duty/duty-table.ts';
import { usualDuties } from '../../bridge/domain/duty/usual-duties.ts';
import { told } from './told.ts';

const { name, says, unless, answer, note } = dutyRuleSchema.shape;
const { basis, promises } = dutyTableSchema.shape;
const [example] = usualDuties.rules;

/** 职责边界: what a window must not do, in the words of callers, and what is read to them instead. */
export const dutiesSchema = z
  .strictObject({
    basis: told(
      basis.default(usualDuties.basis),
      '划定窗口职责的文件',
      'the text that draws the limits',
      usualDuties.basis,
    ),
    rules: told(
      z
        .array(
          z.strictObject({
            name: told(name, '职责名称', 'what it is about', example?.name),
            says: told(
              says,
              '来电人的说法；“…”代表最多 8 个字',
              'what callers say; … stands for up to eight characters',
              ['帮我…开证明'],
            ),
            unless: told(
              unless.default([]),
              '同时说了这些的不提示（问去哪里办、怎么办）',
              'said beside it, nothing is shown: it asks where and how',
              ['哪里', '怎么'],
            ),
            answer: told(
              answer,
              '读给来电人的统一口径，60 秒以内',
              'read to the caller, within sixty seconds',
              example?.answer,
            ),
            note: told(note, '记入登记备注的话', 'kept as the record’s note', example?.note),
          }),
        )
        .max(20)
        .default([...usualDuties.rules]),
      '超出窗口职责的要求；写了就取代产品自带的全部',
      'requests beyond the window’s duties; what is written takes the place of all that come with the product',
    ),
    promises: told(
      z
        .strictObject({
          says: told(
            promises.shape.says,
            '承诺用语；“…”代表最多 8 个字',
            'words that promise; … stands for up to eight characters',
            ['保证', '一定办'],
          ),
          unless: told(
            promises.shape.unless.default([]),
            '含这些的不算承诺',
            'words that contain them and promise nothing',
            ['保证金', '承诺时限'],
          ),
        })
        .default(usualDuties.promises),
      '备注里替别人承诺的说法，只作提示',
      'words of a note that promise for others; only pointed out',
    ),
  })
  .prefault({});
