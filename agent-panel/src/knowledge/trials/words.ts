import type { explanationAnswerSchema } from '../../../../bridge/protocol/explanation.ts';
import type { ProposalView, TriedQuestionView } from '../../../../bridge/protocol/knowledge-trials.ts';

type Step =
  (typeof explanationAnswerSchema)['_output']['explanation']['shown'][number]['steps'][number]['step'];

export const words = {
  loading: '正在读取…',
  ways: {
    label: '排序试验的各部分',
    explain: '排序说明',
    questions: '试验题集',
    create: '新提案',
    mayNotCreate: '提案由采编人员提出',
  },
  proposals: '同义词提案',
  noProposals: '还没有提案',
  noProposalsHint: '来电人的说法检索不到时，提一个同义词，试验过再由另一位审核人批准生效。',
  more: (left: number) => `再列 ${Math.min(left, 50)} 个（还有 ${left} 个）`,
  states: {
    open: '待批准',
    live: '已生效',
    declined: '不采纳',
    'taken-back': '已撤回',
  } satisfies Record<ProposalView['state'], string>,
  change(spoken: string, written: readonly string[] | null): string {
    if (written === null) return `“${spoken}”恢复内置`;
    return written.length === 0 ? `“${spoken}”不再换算` : `“${spoken}” → ${written.join('、')}`;
  },

  explain: {
    title: '排序说明',
    intro: '写一个来电人的问题，看每一条为什么排在这里。与座席检索用的是同一套排序，不计入使用统计。',
    question: '问题',
    questionHint: '照来电人的说法写',
    region: '地域',
    date: '按哪天的规定',
    today: '不写为今天',
    ask: '说明排序',
    found: (n: number, shown: number) => `有共同词语的条款 ${n} 条，显示 ${shown} 条`,
    least: (applying: string, others: string) => `显示下限：现行条款 ${applying} 分，其余 ${others} 分`,
    synonyms: '同义词换算',
    readAs: (text: string) => `按“${text}”理解`,
    nothing: '没有查到任何条款。可以提一个同义词，或在“待办”里补写问答。',
    score: (score: number) => `${score.toFixed(2)} 分`,
    place: (place: number | null) => (place === null ? '无位次' : `第 ${place} 位`),
    steps: { words: '词语', learned: '第二步', lifts: '加权', validity: '效力' } satisfies Record<
      Step,
      string
    >,
    signal: (value: number, usual: number) => `${number(value)}（一般 ${number(usual)}）`,
    times: (factor: number) => `×${factor.toFixed(2)}`,
    plus: (factor: number, plus: number) =>
      [factor === 1 ? '' : `×${factor}`, plus === 0 ? '' : `+${plus.toFixed(2)}`].filter(Boolean).join(' '),
    whyNot: '该出现的没有出现？',
    whyNotWhat: '写文本的名称找到它，再选条款，看它被什么挡住。',
    textName: '文本名称',
    find: '查找',
    findNone: '没有找到这个文本。换一个名称再试。',
    clause: '条款',
    choose: '选择条款',
    asked: '所问的条款',
  },

  propose: {
    title: '新提案',
    what: '来电人的说法 → 规定用语。用语之间用空格隔开；不写用语，表示这个说法不再换算。先试验，再提出。',
    spoken: '来电人的说法',
    written: '规定用语',
    builtIn: (written: string) => `内置：${written}`,
    noBuiltIn: '内置表没有这个词',
    own: (written: string) => `本市现用：${written}`,
    nothing: '不换算',
    add: '加一行',
    remove: '去掉这一行',
    reason: '理由',
    reasonHint: '哪些来电这样说，检索不到什么',
    missing: '请至少写一行来电人的说法，同一个说法只写一次。',
    reasonMissing: '请写明理由，批准的人要看。',
    try: '试一试',
    send: '提出',
    sending: '正在保存…',
  },

  trial: {
    running: (done: number, of: number) => `正在试验：${done} / ${of} 题`,
    aside: '另起线程，座席检索不受影响',
    summary: (n: number) => `${n} 题`,
    better: '变好',
    worse: '变差',
    same: '不变',
    found: '标准答案排在',
    columns: { first: '第一', three: '前三', ten: '前十' },
    before: '改动前',
    after: '改动后',
    outcome: {
      better: '变好',
      worse: '变差',
      same: '不变',
    } satisfies Record<TriedQuestionView['outcome'], string>,
    question: '问题和标准答案',
    place: (place: number | null) => (place === null ? '前二十没有' : `第 ${place} 位`),
    changedOnly: '只看有变化的',
    noneChanged: '标准答案的位次都没有变。',
    none: '没有查到',
    retry: '重新试验',
  },

  proposal: {
    by: (who: string, when: string) => `${who} ${when} 提出`,
    decided: (state: string, who: string, when: string) => `${state}：${who} ${when}`,
    changes: '改动',
    reason: '理由',
    trial: '试验',
    trialAt: (who: string, when: string) => `${who} ${when} 试验`,
    noTrial: '还没有试验过。试验之后才能批准。',
    outdated: '试验以后同义词表又有改动，请重新试验后再批准。',
    try: '试验',
    goLive: '批准生效',
    goLiveWhat: '批准后立即用于全市检索，记入日志，可以撤回。',
    goLiveNot: {
      own: '提案人不能批准自己的提案，请由另一位审核人批准。',
      trial: '先试验，看过前后对比再批准。',
    },
    decline: '不采纳',
    declineWhat: '不采纳后提案留在列表里，可以另提。',
    takeBack: '撤回',
    takeBackWhat: '撤回后同义词表恢复到生效前，立即用于检索。',
    reasonName: '理由',
    reasonMissing: '请写明理由。',
    keep: '先不',
    working: '正在办理…',
    done: {
      'go-live': '已生效，检索已按新的同义词作答。',
      decline: '已记为不采纳。',
      'take-back': '已撤回，检索已恢复。',
    },
    overtaken: '这个提案刚被别人处理过，您的操作没有生效。现在显示的是最新的情况。',
  },

  questions: {
    title: '试验题集',
    what: '座席标为已用的答复、办结的报缺会自动进来；也可以手工添加。试验时逐题比较标准答案的位次。',
    none: '题集还是空的',
    noneHint: '在“排序说明”里查一个问题，把该排第一的条款设为标准答案。',
    sources: { adopted: '已用的答复', gap: '办结的报缺', written: '手工添加' },
    total: (n: number) => `共 ${n} 题`,
    expected: (articleId: string, clauseNo: string) => `标准答案 ${articleId} ${clauseNo}`,
    leaveOut: '移出',
    putBack: '放回',
    kept: '在题集中',
    leftOut: '已移出',
    add: '设为标准答案',
    added: '已加入题集',
  },
} as const;

function number(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
