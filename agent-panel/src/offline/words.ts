/** Words of what is looked up on this PC while the bridge is not reached. */
export const offlineWords = {
  why: {
    words: '知识包内条文含所查词语',
    question: (question: string) => `知识包内常见问题“${question}”`,
  },
  state: (asOf: string, n: number) => `离线检索 · 知识包 截至 ${asOf} · ${n} 条`,
  found: (n: number) => `找到 ${n} 条`,
  old: (days: number, most: number) => `知识包已 ${days} 天没有更新（超过 ${most} 天），答复前请核对现行规定`,
  nothing: '知识包里没有找到；连接恢复后会自动在线再查',
  none: '本机还没有知识包，连接恢复后自动取得；可先登记诉求',
  partial: '离线：这里只有知识包收录的条款，全文待连接恢复后查看',
  noClause: '离线：知识包没有收录这个文本，连接恢复后可打开',
  used: '离线答复',
  renewed: (n: number) => `在线结果已更新：${n} 处不同`,
  take: '换成在线结果',
  come: (title: string) => `新：${title}`,
  gone: (title: string) => `离线独有：${title}`,
  changed: (title: string, label: string) => `效力已变：${title}（${label}）`,
  moved: '先后不同',
} as const;
