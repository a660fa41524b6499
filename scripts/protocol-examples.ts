import type { AnswerHitView, ArticleViewMessage } from '../bridge/protocol/answers.ts';
import type { Command } from '../bridge/protocol/commands.ts';
import type { CallCard, DeskView, Me } from '../bridge/protocol/desk.ts';
import type { HandOverNotes } from '../bridge/protocol/domain.ts';
import type { FigureView, FloorView } from '../bridge/protocol/floor.ts';
import type { ClientFrame, CommandResult, ServerFrame } from '../bridge/protocol/frames.ts';

/** One example a message, as it travels. The document shows them and a test parses them. */

const token = { stream: 'pbx/cs-main', epoch: 1795485600, position: 48_213 };
const callId = '1795485612.48';
const interactionId = `cs-main/${callId}@1002`;

const content = {
  serviceFunction: 'POLICY',
  appealType: '咨询',
  regionCode: '430102',
  regionBasis: 'said',
  question: '公积金能不能取出来付房租',
  answers: [
    {
      articleId: 'P001',
      articleRev: 3,
      clauseNo: '第六条',
      title: '住房公积金提取管理办法',
      docNo: '长金管发〔2024〕1号',
      validityAtAnswer: '现行有效',
      rank: 1,
    },
  ],
  outcomeCode: 'D1',
  outcomeNote: '',
  flags: [],
  confidential: false,
} satisfies Extract<Command, { type: 'save-record' }>['content'];

const notes = { ...content, outcomeCode: null } satisfies HandOverNotes;

export const commandExamples: { [T in Command['type']]: Extract<Command, { type: T }> } = {
  'sign-in-seat': { type: 'sign-in-seat', seat: '1002', queues: [], takeOver: false },
  'sign-out-seat': { type: 'sign-out-seat' },
  'set-state': { type: 'set-state', state: 'BREAK', reason: '用餐' },
  'set-next-state': { type: 'set-next-state', state: 'BUSY', reason: '' },
  'check-state': { type: 'check-state' },
  'extend-wrap-up': { type: 'extend-wrap-up' },
  'ask-help': { type: 'ask-help', reason: '对方情绪激动', words: '' },
  'withdraw-help': { type: 'withdraw-help' },
  'answer-help': { type: 'answer-help', requestId: 'c-17', words: '我来接' },
  'finish-help': { type: 'finish-help', requestId: 'c-17' },
  answer: { type: 'answer', callId },
  hold: { type: 'hold', callId, held: true },
  'hang-up': { type: 'hang-up', callId },
  mute: { type: 'mute', callId, muted: true },
  consult: { type: 'consult', callId, target: { kind: 'seat', seat: '1003' }, notes },
  'cancel-consult': { type: 'cancel-consult', callId },
  'complete-consult': { type: 'complete-consult', callId, notes },
  conference: { type: 'conference', callId },
  transfer: { type: 'transfer', callId, target: { kind: 'number', number: '110' }, notes: null },
  'press-keys': { type: 'press-keys', callId, keys: '2#' },
  dial: { type: 'dial', target: { kind: 'number', number: '12315' } },
  'dial-for-embedder': {
    type: 'dial-for-embedder',
    origin: 'https://gd.example.gov.cn',
    number: '13800001115',
  },
  'number-for-embedder': { type: 'number-for-embedder', origin: 'https://gd.example.gov.cn', callId },
  directory: { type: 'directory' },
  search: { type: 'search', text: 'gjj tiqu zuf', serviceFunction: 'POLICY', regionCode: null, date: null },
  compare: { type: 'compare', text: '公积金租房', serviceFunction: 'POLICY', regionCode: null, date: null },
  article: { type: 'article', articleId: 'P001', date: '2026-11-24' },
  'save-record': { type: 'save-record', interactionId, baseRev: 0, content },
  'set-caller-tag': {
    type: 'set-caller-tag',
    callId,
    name: '听力不便',
    reason: '来电人自述',
    days: 180,
    consent: true,
  },
  'end-caller-tag': { type: 'end-caller-tag', callId, tagId: 'h1:Zk3uW5m1yq0bJ8d2Lr9nXg' },
  'ask-orders-again': { type: 'ask-orders-again', callId },
  'park-record': { type: 'park-record', interactionId },
  'reveal-number': { type: 'reveal-number', callId, reason: '通话中断，需要回拨' },
  'preview-notice': {
    type: 'preview-notice',
    interactionId,
    articleId: 'P001',
    clauseNo: '第六条',
    faqId: 'faq-P001-01',
  },
  'send-notice': {
    type: 'send-notice',
    interactionId,
    articleId: 'P001',
    clauseNo: '第六条',
    faqId: 'faq-P001-01',
    articleRev: 3,
  },
  'force-state': { type: 'force-state', seat: '1002', state: 'BUSY', reason: '离席未签出' },
};

const hit: AnswerHitView = {
  articleId: 'P001',
  articleRev: 3,
  title: '住房公积金提取管理办法',
  docNo: '长金管发〔2024〕1号',
  issuer: '长沙住房公积金管理中心',
  level: '市',
  regionCode: '430100',
  clauseNo: '第六条',
  clauseText: '职工无自有住房且租赁住房的，可以提取住房公积金支付房租。',
  snippet: '租赁住房的，可以提取住房公积金',
  highlights: [[7, 14]],
  validity: {
    state: 'in-force',
    label: '现行有效',
    from: '2024-03-01',
    to: null,
    basis: '施行日期 2024-03-01',
    successor: null,
  },
  why: [{ kind: 'line', text: '来自政策咨询线' }],
  score: 12.4,
  rank: 1,
  spoken: {
    faqId: 'faq-P001-01',
    question: '租房能提公积金吗',
    text: '可以。您名下没有自有住房并且在租房的，可以提取公积金付房租。',
    note: null,
  },
};

const article: ArticleViewMessage = {
  articleId: 'P001',
  rev: 3,
  title: hit.title,
  docNo: hit.docNo,
  issuer: hit.issuer,
  level: hit.level,
  regionCode: hit.regionCode,
  validity: hit.validity,
  clauses: [{ no: '第六条', heading: null, text: hit.clauseText }],
  dataAsOf: '2026-11-01',
};

const me: Me = {
  accountId: '3f0c7d52-8f4e-4a6e-9c57-0b1f7f2a9d11',
  login: 'zhang',
  name: '张敏',
  agentNo: '1203',
  roles: ['operator'],
  rights: ['take-calls', 'own-records', 'number-of-own-call', 'search-answers'],
  unitId: 'cs',
  unitName: '长沙市',
  regionCode: '430100',
  demo: false,
  dataAsOf: '2026-11-01',
};

const link = { state: 'up', since: 1795485600000, zh: '话务系统已连接。' } as const;

const card: CallCard = {
  interactionId,
  callId,
  kind: 'inbound',
  phase: 'ringing',
  offer: 1,
  number: '13874801115',
  numberMasked: false,
  place: null,
  queue: 'policy',
  queueName: '政策咨询',
  serviceFunction: 'POLICY',
  arrivedAt: 1795485612048,
  ringingAt: 1795485614102,
  answeredAt: null,
  heldAt: null,
  endedAt: null,
  waitSeconds: 1.9,
  answeredBy: null,
  transferredFrom: null,
  reconciled: false,
  callsThisWeek: 3,
  history: [
    {
      recordNo: 'CS20261120000412',
      at: '2026-11-20T09:12:44.120+08:00',
      question: '租房提取公积金要什么材料',
      outcomeCode: 'D1',
      outcome: '直接解答（引用政策）',
      answers: [{ articleId: 'P001', clauseNo: '第六条', title: hit.title }],
    },
  ],
  rating: null,
  record: null,
};

const desk: DeskView = {
  seat: '1002',
  state: 'RINGING',
  reason: null,
  since: 1795485614102,
  overFrom: null,
  colour: null,
  wrapUp: null,
  forced: null,
  nextState: null,
  link,
  capabilities: {
    memberControl: true,
    answer: false,
    hangUp: true,
    hold: false,
    redirect: true,
    originate: true,
    mute: true,
    consult: true,
    conference: true,
    transfer: true,
    press: true,
  },
  queues: [{ queue: 'policy', name: '政策咨询', waiting: 1, longestSince: 1795485612048, mine: true }],
  cards: [card],
  seats: [{ seat: '1002', takenBy: '张敏' }],
  breakReasons: [
    { name: '小休', limitMinutes: 15, colour: 'brown' },
    { name: '培训', limitMinutes: null, colour: 'violet' },
  ],
  help: null,
  helpReasons: ['政策拿不准', '对方情绪激动'],
  regions: [{ regionCode: '430100', name: '长沙市' }],
};

export const figureExample: FigureView = {
  id: 'in-time-rate-a',
  name: '15 秒接通率（A）',
  formula: 'N_ans≤15 ÷ N_ans',
  basis: 'GB/T 33358-2016 政府热线服务规范',
  value: 0.9127,
  unit: 'ratio',
  numerator: 8523,
  denominator: 9338,
  exclusions: '不含外呼、座席互拨、监听和测试来电；一个通话（linkedid）只计一次',
  period: { from: '2026-11-24T00:00:00.000+08:00', to: '2026-11-25T00:00:00.000+08:00' },
  asOf: token,
};

const floor: FloorView = {
  link,
  seats: [
    {
      seat: '1002',
      accountName: '张敏',
      agentNo: '1203',
      state: 'OFFLINE_HELD',
      telephone: 'TALKING',
      reason: null,
      since: 1795485616000,
      overFrom: null,
      colour: null,
      queues: ['policy'],
      caller: '138****1115',
    },
  ],
  queues: [
    {
      queue: 'policy',
      name: '政策咨询',
      waiting: 3,
      longestSince: 1795485601000,
      ready: 4,
      talking: 31,
      wrapUp: 5,
      notReady: 2,
    },
  ],
  figures: [figureExample],
};

export const resultExamples: { [O in CommandResult['outcome']]: Extract<CommandResult, { outcome: O }> } = {
  'notice-preview': {
    outcome: 'notice-preview',
    articleRev: 3,
    to: '138****1115',
    text: '【长沙12345】可以。您名下没有自有住房并且在租房的，可以提取公积金付房租。\n依据：《住房公积金提取管理办法》第六条（长金管发〔2024〕1号），现行有效，数据截至2026-11-01。以受理单位办理时的规定为准。',
    parts: 2,
    leftOut: [],
  },
  done: { outcome: 'done' },
  refused: {
    outcome: 'refused',
    code: 'record-open',
    message: '还有未保存的登记，不能示闲。请保存（Ctrl+Enter），或先暂存（Alt+P）。',
  },
  saved: {
    outcome: 'saved',
    recordNo: 'CS20261124000087',
    rev: 1,
    savedAt: '2026-11-24T10:01:33.204+08:00',
    repeated: false,
  },
  conflict: {
    outcome: 'conflict',
    recordNo: 'CS20261124000087',
    currentRev: 2,
    message: '登记 CS20261124000087 已有更新的版本（第 2 版），请核对后再保存。您的内容保存在本机。',
  },
  hits: { outcome: 'hits', hits: [hit], ms: 9, ready: true },
  article: { outcome: 'article', article },
  comparison: {
    outcome: 'comparison',
    comparison: {
      texts: [{ ...hit, articleId: 'P024', title: '住房公积金管理条例', level: '国家' }, hit],
      order: [
        {
          prevailing: 'P024',
          other: 'P024',
          beside: 'P001',
          why: '规范性文件不得与法律、法规、规章相抵触。',
          basis: '国办发〔2018〕37号',
        },
      ],
    },
  },
  directory: {
    outcome: 'directory',
    directory: {
      emergency: [{ number: '110', name: '公安报警' }],
      seats: [{ seat: '1003', name: '李芳', state: 'READY', since: 1795485601000, queues: ['政策咨询'] }],
      queues: [{ queue: 'policy', name: '政策咨询', waiting: 3, ready: 4 }],
      outside: [{ name: '12315 市场监管', number: '12315', note: '消费投诉、举报', topics: ['消费维权'] }],
    },
  },
  checked: {
    outcome: 'checked',
    ended: 2,
    message: '已与话务系统核对：话务系统里这路通话已经结束，状态已更正，并记入系统日志。登记内容都在。',
  },
  number: { outcome: 'number', callId, number: '13874801115' },
};

export const clientExamples: { [T in ClientFrame['type']]: Extract<ClientFrame, { type: T }> } = {
  hello: { type: 'hello', version: 1, page: 'operator', resume: token },
  command: { type: 'command', id: '01JDE0Q8', command: { type: 'set-state', state: 'READY', reason: '' } },
  pong: { type: 'pong', at: 1795485620000 },
};

export const serverExamples: { [T in ServerFrame['type']]: Extract<ServerFrame, { type: T }> } = {
  welcome: {
    seq: 1,
    token: null,
    type: 'welcome',
    version: 1,
    me,
    now: 1795485614200,
    heartbeatMs: 2000,
  },
  resumed: { seq: 2, token, type: 'resumed' },
  desk: { seq: 2, token, type: 'desk', desk },
  'pop-answers': { seq: 3, token, type: 'pop-answers', answers: { callId, offer: 1, hits: [hit] } },
  floor: { seq: 2, token, type: 'floor', floor },
  'floor-changes': {
    seq: 3,
    token,
    type: 'floor-changes',
    changes: { seats: floor.seats, queues: [], figures: [] },
  },
  result: { seq: 4, token, type: 'result', id: '01JDE0Q8', result: { outcome: 'done' } },
  ping: { seq: 5, token, type: 'ping', now: 1795485620000 },
  goodbye: {
    seq: 6,
    token,
    type: 'goodbye',
    code: 'taken-over',
    message: '座席桌面已在另一个窗口或电脑上打开，此页面停止更新。未保存的登记保存在本机。',
  },
};
