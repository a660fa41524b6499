import type { Directory } from '../../bridge/protocol/directory.ts';

/** Whom a seat can ask, as a bridge would tell it; names and numbers are made up. */
export function directory(now: number): Directory {
  return {
    emergency: [
      { number: '110', name: '公安报警' },
      { number: '119', name: '火警' },
      { number: '120', name: '医疗急救' },
      { number: '122', name: '交通事故报警' },
    ],
    seats: [
      { seat: '1002', name: '李芳', state: 'READY', since: now - 134_000, queues: ['政策咨询', '办事指引'] },
      { seat: '1003', name: '王磊', state: 'TALKING', since: now - 61_000, queues: ['政策咨询'] },
      { seat: '1005', name: '赵静', state: 'BREAK', since: now - 420_000, queues: ['办事指引'] },
      { seat: '1011', name: '孙涛', state: 'ACW', since: now - 22_000, queues: ['企业服务'] },
    ],
    queues: [
      { queue: 'policy', name: '政策咨询', waiting: 3, ready: 1 },
      { queue: 'guide', name: '办事指引', waiting: 0, ready: 2 },
      { queue: 'company', name: '企业服务', waiting: 1, ready: 0 },
    ],
    outside: [
      { name: '12315 市场监管', number: '12315', note: '消费投诉、举报', topics: ['消费维权', '营业执照'] },
      { name: '12366 纳税服务', number: '12366', note: '税费政策、发票', topics: ['税务'] },
      {
        name: '市住房公积金管理中心',
        number: '84900002',
        note: '提取、贷款；工作日 9:00–17:00',
        topics: ['公积金'],
      },
    ],
  };
}
