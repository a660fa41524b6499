import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { beyondDuty, promisesIn } from '../../../bridge/domain/duty/duty-guard.ts';
import { dutyTableSchema } from '../../../bridge/domain/duty/duty-table.ts';
import { usualDuties } from '../../../bridge/domain/duty/usual-duties.ts';

const TEXTS = join(import.meta.dirname, '../../../knowledge/texts');
const nameOf = (text: string) => beyondDuty(text, usualDuties)?.rule.name ?? null;

describe('what is beyond the window’s duties', () => {
  const asked: Readonly<Record<string, readonly string[]>> = {
    出具证明: [
      '你给我开个证明，我好拿去银行',
      '12345 开证明',
      '你们出一份证明给我，证明这个政策取消了',
      '帮我在这张纸上盖个章',
      '你们给我盖章就行',
    ],
    证实真伪: [
      '帮我证实真伪',
      '这份红头文件是真的还是假的',
      '网上这个通知是不是真的',
      '你们核实真伪给我回个话',
    ],
    作出承诺: ['你们保证月底能办好吗', '能不能保证一定给我补贴', '你给个承诺，几号到账', '那你打个包票'],
    办理或答复公开申请: [
      '你们答复我的公开申请',
      '帮我把公开申请交上去，帮我递交一下申请',
      '替我向住建局申请公开这份名单',
      '你们受理我的信息公开申请',
    ],
    '制作、公开政策文件': ['你们把名单公布出来', '你们出个文件说清楚', '你们出台个政策吧'],
  };
  for (const [name, requests] of Object.entries(asked))
    it(`is heard in ${requests.length} ways of asking for ${name}`, () => {
      for (const request of requests) expect(nameOf(request), request).to.equal(name);
    });

  it('is not heard where somebody asks where, how or how long', () => {
    for (const question of [
      '无犯罪记录证明在哪里开',
      '开证明需要什么材料',
      '怎么查发票是真的假的',
      '公开申请多久答复我',
      '投标保证金什么时候退，你们能保证金退回吗',
      '公积金能不能取出来付房租',
      '',
    ])
      expect(nameOf(question), question).to.be.null;
  });

  it('says the words that were heard, blanks and signs apart', () => {
    expect(beyondDuty('帮我 在这里，盖个 章！', usualDuties)?.said).to.equal('盖个章');
  });

  it('has words that can be read within a minute, and a note, for each', () => {
    expect(dutyTableSchema.parse(usualDuties)).to.deep.equal(usualDuties);
    for (const { name, answer, note } of usualDuties.rules) {
      expect(answer.length, name).to.be.within(40, 280);
      expect(note, name).to.contain('已告知');
      expect(promisesIn(note, usualDuties), `${name}: promises nothing itself`).to.deep.equal([]);
    }
  });

  it('is heard in few of the questions that the product can answer: at most 3 in a thousand', () => {
    const questions = readdirSync(join(TEXTS, 'faq')).flatMap((file) => {
      const faqs = JSON.parse(readFileSync(join(TEXTS, 'faq', file), 'utf8')) as {
        question: string;
        similar: string[];
      }[];
      return faqs.flatMap(({ question, similar }) => [question, ...similar]);
    });
    const callers = JSON.parse(readFileSync(join(TEXTS, 'lessons/callers.json'), 'utf8')) as {
      question: string;
    }[];
    for (const [what, list] of [
      ['FAQ and their other wordings', questions],
      ['callers', callers.map(({ question }) => question)],
    ] as const) {
      const heard = list.filter((question) => nameOf(question) !== null);
      expect(heard.length / list.length, `${what}: ${heard.join(' | ')}`).to.be.at.most(0.003);
    }
  });
});

describe('a note that promises', () => {
  it('is told with the words that do', () => {
    expect(promisesIn('已告知对方保证三天办好，肯定能批', usualDuties)).to.deep.equal(['保证', '肯定能']);
    expect(promisesIn('一定给他解决', usualDuties)).to.deep.equal(['一定给']);
  });

  it('is not one for speaking of a deposit, a promised time limit or a refusal to promise', () => {
    for (const note of [
      '咨询投标保证金退还',
      '已告知承诺办结时限 5 个工作日',
      '窗口不作承诺',
      '告知不能保证结果',
      '',
    ])
      expect(promisesIn(note, usualDuties), note).to.deep.equal([]);
  });
});
