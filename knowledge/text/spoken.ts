/**
 * What callers say → what rules write. Used on the question only, never on the texts: the hit can then say
 * “社保”即“社会保险”, and nothing is found that nobody can explain.
 */
export interface SpokenWord {
  spoken: string;
  written: readonly string[];
}

export const SPOKEN: readonly SpokenWord[] = [
  // 社会保险与医疗
  ['社保', '社会保险'],
  ['五险', '社会保险'],
  ['医保', '医疗保险 医疗保障'],
  ['看病', '医疗'],
  ['低保', '最低生活保障'],
  ['失业金', '失业保险金'],
  ['工伤', '工伤保险'],
  ['跨省', '跨统筹地区 跨地区 转移接续'],
  ['退休金', '基本养老金'],
  ['高龄补贴', '高龄津贴'],
  // 劳动就业
  ['年假', '年休假'],
  ['加班费', '加班 延长工作时间 工资报酬'],
  ['辞退', '解除劳动合同'],
  ['开除', '解除劳动合同'],
  ['炒鱿鱼', '解除劳动合同'],
  ['离职', '解除劳动合同'],
  ['辞职', '解除劳动合同 提前三十日'],
  ['到期不续', '劳动合同期满 终止固定期限劳动合同'],
  ['双倍工资', '二倍的工资'],
  ['欠薪', '拖欠 工资'],
  ['讨薪', '拖欠 农民工工资'],
  ['工钱', '工资'],
  ['民工', '农民工'],
  ['打工', '劳动者'],
  ['上班途中', '上下班途中'],
  ['下班途中', '上下班途中'],
  ['车祸', '交通事故'],
  // 住房
  ['房租', '租金'],
  ['租房', '房屋租赁 房租'],
  ['取出来', '提取'],
  ['取钱', '提取'],
  ['房产证', '不动产权属证书'],
  ['拆迁', '征收补偿 房屋征收'],
  ['物业费', '物业服务费用'],
  // 证件
  ['身份证', '居民身份证'],
  ['驾照', '机动车驾驶证'],
  ['驾驶证', '机动车驾驶证'],
  ['结婚证', '结婚登记'],
  ['领证', '结婚登记'],
  ['暂住证', '居住证'],
  ['补办', '补领 补发'],
  ['丢了', '丢失 遗失'],
  // 交通
  ['酒驾', '饮酒 驾驶'],
  ['醉驾', '醉酒 驾驶'],
  ['扣分', '记分'],
  ['电瓶车', '电动自行车 非机动车'],
  ['电动车', '电动自行车 非机动车'],
  ['交强险', '责任强制保险'],
  // 企业与税
  ['个税', '个人所得税'],
  ['起征点', '减除费用'],
  ['开店', '登记 经营者'],
  ['开公司', '设立登记'],
  ['营业执照', '市场主体登记 登记机关'],
  ['执照', '营业执照'],
  ['小微企业', '中小企业'],
  ['货款', '款项 支付'],
  // 教育
  ['上学', '入学'],
  ['小学', '义务教育 入学'],
  ['随迁子女', '父母 非户籍所在地 接受义务教育'],
  ['残疾证', '残疾人证'],
  // 消费与市容
  ['网购', '网络 电子商务'],
  ['假货', '欺诈行为'],
  ['乱收费', '违法 收费'],
  ['骗子', '诈骗'],
  ['诈骗', '电信网络诈骗'],
  ['狗', '犬 养犬'],
  ['养狗', '养犬'],
  ['遛狗', '养犬 携犬'],
  ['吵', '噪声'],
  ['噪音', '噪声'],
  ['扰民', '噪声 干扰'],
  // 怎么问
  ['谁可以', '条件 下列情形之一'],
  ['什么条件', '条件 下列情形之一'],
  ['哪些情形', '下列情形之一'],
  ['几岁', '周岁'],
  ['多大', '周岁'],
  ['多久', '期限 工作日 日内'],
  ['多长时间', '期限 工作日 日内'],
  ['几天', '期限 工作日 日内'],
  ['什么时候', '期限 日内'],
  ['怎么办理', '申请 材料'],
  ['怎么申请', '申请 应当包括'],
  ['什么材料', '材料 证明'],
  ['要钱吗', '收费 费用 收取'],
  ['收费吗', '收费 费用 收取'],
  ['怎么罚', '罚款 处以'],
  ['罚多少', '罚款 处以'],
  ['怎么处罚', '罚款 处以'],
  ['怎么赔', '赔偿'],
  ['告政府', '行政诉讼 行政复议'],
  ['上访', '信访'],
].map(([spoken = '', written = '']) => ({ spoken, written: written.split(' ') }));

/** The built-in table with rows in the place of those of the same word; a row with nothing written takes its word out. */
export function spokenTable(own: readonly SpokenWord[]): readonly SpokenWord[] {
  const rows = new Map([...SPOKEN, ...own].map((row) => [row.spoken, row]));
  return [...rows.values()].filter(({ written }) => written.length > 0);
}

/** The spoken words in a question, longest first where they overlap. */
export function spokenIn(question: string, table: readonly SpokenWord[] = SPOKEN): SpokenWord[] {
  const found = table.filter(({ spoken }) => question.includes(spoken));
  return found.filter((word) => !found.some((other) => other !== word && other.spoken.includes(word.spoken)));
}
