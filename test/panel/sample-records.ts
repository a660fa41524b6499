import type { RecordContent } from '../../bridge/protocol/domain.ts';
import type { OwnRecord, RecordRevisionView } from '../../bridge/protocol/records.ts';

const iso = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().replace('Z', '+08:00');

export const recordContent: RecordContent = {
  serviceFunction: 'POLICY',
  appealType: '咨询',
  regionCode: '430102',
  regionBasis: 'number',
  question: '租房两年，公积金能不能取出来付房租',
  answers: [
    {
      articleId: 'P024',
      articleRev: 1,
      clauseNo: '第二十四条',
      title: '住房公积金管理条例',
      docNo: '国务院令第262号',
      validityAtAnswer: '现行有效',
      rank: 1,
    },
  ],
  outcomeCode: 'D1',
  outcomeNote: '',
  flags: [],
  confidential: false,
};

export function ownRecords(now: number): OwnRecord[] {
  const questions = [
    '租房两年，公积金能不能取出来付房租',
    '居住证到期怎么续，线上能不能办，要带什么材料',
    '邻居装修到晚上十点，归谁管',
    '老人高龄津贴怎么领',
  ];
  return questions.map((question, at) => ({
    recordNo: `CS2026112400${String(41 - at).padStart(4, '0')}`,
    interactionId: `demo/17000000${40 - at}.1@1002`,
    rev: at === 0 ? 2 : 1,
    savedAt: iso(now - at * 900_000 - 60_000),
    answeredAt: iso(now - at * 900_000 - 300_000),
    endedAt: iso(now - at * 900_000 - 90_000),
    numberMasked: at === 2 ? null : '138****1115',
    queueName: '政策咨询线',
    content: { ...recordContent, question, outcomeCode: at === 2 ? 'D3' : 'D1' },
  }));
}

export function revisions(now: number): RecordRevisionView[] {
  const first = { ...recordContent, question: '公积金能不能取', regionCode: '430103' };
  return [
    { rev: 1, by: '周敏', savedAt: iso(now - 240_000), reason: '', content: first },
    { rev: 2, by: '周敏', savedAt: iso(now - 60_000), reason: '笔误更正：区域选错', content: recordContent },
  ];
}
