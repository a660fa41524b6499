import type { DisclosureChannel, ProofSearch } from '../../../bridge/protocol/disclosure.ts';
import { keyMap } from '../keys/keymap.ts';

/** What an operator reads while somebody asks for a file that is not published. */
export const words = {
  title: '指导申请公开',
  proof: '检索证明',
  proofNone: '先在上方检索来电人要的信息；每次检索都记在这里',
  proofNoCall: '没有来电：检索不记入证明',
  typedElsewhere: (text: string) =>
    `“${text}”是转入本项前检索的，没有算作证明；确是来电人要的信息，在检索框按 Enter 计入`,
  hits: (n: number) => (n === 0 ? '0 条' : `${n} 条`),
  asOf: (day: string) => `法规库截至 ${day}`,
  verdicts: {
    'not-found': '未找到',
    published: '已公开',
    open: '未标注',
  } satisfies Record<ProofSearch['verdict'], string>,
  markAll: '未找到',
  markedAll: '已标记未找到，请选机关',
  nothingToMark: '还没有检索，不能标记“未找到”',
  publishedHow: () =>
    `已公开的：打开条文，按 ${keyMap.label('mark-used')} 标记已用，告知获取途径（处理结果 D5）`,
  holder: '负责公开的机关',
  holderRule: '谁制作谁公开；从别处获取的，由保存机关公开（第十条）',
  finder: '机关名称或简称，如 住建局',
  finderNone: (text: string) => `公开指南中没有“${text}”：按 Enter 手工写入机关名称`,
  finderNoGuides: '知识库还没有本地区的公开指南，可手工填写机关名称',
  finderMore: (n: number) => `另有 ${n} 个，请多写几个字`,
  finderFailed: (message: string) => `没有查到机关：${message}`,
  byHand: '手工填写，未核对公开指南',
  facts: {
    office: '受理机构',
    address: '地址',
    hours: '时间',
    phone: '电话',
    fax: '传真',
    email: '邮箱',
    onlineUrl: '网上申请',
    formUrl: '申请表',
    guideUrl: '公开指南',
    catalogUrl: '公开目录',
  },
  published: (day: string, rev: number) => `公开指南第 ${rev} 版，${day} 发布`,
  notTheirs:
    '不属于该机关负责公开的，该机关应告知并说明理由；能确定负责机关的，告知其名称、联系方式（第三十六条第五项）',
  channel: '申请渠道',
  channels: ['当面', '网上', '邮寄', '传真', '电子邮件'] satisfies DisclosureChannel[],
  days: '办理期限',
  receivedOn: '收到之日',
  receivedMeans: (meaning: string, basis: string) => `${meaning}（${basis}）`,
  within: (days: number) => `${days} 个工作日内`,
  longer: (days: number) => `再加 ${days} 个工作日`,
  weekday: (n: number) => `周${'日一二三四五六'[n] ?? ''}`,
  notCounted: (days: number) =>
    `收到当日不计入。征求第三方意见的时间不计入（第三方 ${days} 个工作日内提出意见，第三十二条、第三十三条第三款）；要求补正的，自收到补正的申请之日起重新计算（第三十条）`,
  counted: (docNos: string) => `按 ${docNos} 的放假调休安排推算`,
  unchecked: '（日历需核对）',
  guessed: (years: readonly number[]) => `未导入 ${years.join('、')} 年放假安排，按周末推算，以受理机关为准`,
  noCalendar: (message: string) => `放假安排没有取到，不能推算日期：${message}`,
  slip: '指引单',
  print: '打印',
  back: '返回',
  open: '回到指引',
  summary: (searches: number, notFound: number, organ: string) =>
    `检索 ${searches} 次，未找到 ${notFound} 次 · ${organ === '' ? '未选机关' : `向${organ}申请`}`,
  duty: '12345 不受理、不代为提交、不作出公开决定',

  sheet: {
    title: '政府信息公开申请指引单',
    made: (time: string, agentNo: string | null) =>
      agentNo === null ? `${time} 制` : `${time} 制 · ${agentNo} 号`,
    wanted: '一、您要的信息',
    wantedNone: '（未写）',
    searched: '二、已检索，未能当场提供',
    searchedNone: '（没有检索记录）',
    heads: ['检索用语', '地区', '检索时间', '命中', '结果'] as const,
    base: (day: string | null) =>
      day === null
        ? '检索范围：本地政策问答知识库。'
        : `检索范围：本地政策问答知识库（法规库数据截至 ${day}）。`,
    where: '三、向哪个机关申请',
    whereNone: '（未选机关）',
    chosen: (channel: string) => `您选的渠道：${channel}`,
    holds: '四、申请应当写明（第二十九条）',
    items: [
      '申请人的姓名或者名称、身份证明、联系方式；',
      '申请公开的政府信息的名称、文号或者便于行政机关查询的其他特征性描述；',
      '申请公开的政府信息的形式要求，包括获取信息的方式、途径。',
    ] as const,
    form: '采用书面形式（含信件、数据电文）；书面确有困难的，可以口头提出，由受理机构代为填写。',
    limits: '五、办理期限',
    ifReceived: (day: string) => `假定 ${day} 收到申请`,
    fee: '依申请提供政府信息不收取费用；数量、频次明显超过合理范围的，可以收取信息处理费（第四十二条）。',
    notes: '说明',
    basis: '依据：《中华人民共和国政府信息公开条例》（国务院令第711号）。日期为推算，以受理机关答复为准。',
  },
} as const;
