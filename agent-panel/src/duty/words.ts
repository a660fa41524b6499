/** Where the window's duties end. */
export const words = {
  title: (name: string) => `可能超出窗口职责：${name}`,
  heard: (said: string) => `因“${said}”提示，由您判断`,
  apply: '按此答复 N2',
  dismiss: '不是这个意思',
  applied: '已记 N2',
  basis: (basis: string) => `依据：${basis}`,
  promise: (said: readonly string[]) =>
    `备注里有“${said.join('”“')}”：结果由承办机关决定，窗口不作承诺，建议改写`,
} as const;
