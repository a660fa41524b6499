export const levelWords = {
  label: '各级规定并列',
  prevails: '优先适用',
  prevailsOver: (first: string, other: string) => `《${first}》优先于《${other}》`,
  undecided: (first: string, other: string) => `《${first}》与《${other}》：哪个优先须由有权机关裁决`,
  basis: '依据',
  available: (texts: number) => `${texts} 个层级的规定都谈到`,
  compare: '并列对照',
  close: '收起对照',
  hint: '仅供参考：哪个优先按所列依据判断，没有把握的请求助或转知识管理员核对。',
} as const;
