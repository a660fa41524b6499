/** What is read on the page of sent text messages. */
export const words = {
  title: '发件箱 · 一号答',
  demo: '演示：以下短信没有真正发出，只显示本来会发出的内容',
  of: (total: number) => `共 ${total} 条，新的在前`,
  none: '还没有发过短信',
  noneHint: '座席在通话中打开条款后按 Alt+M，预览并发出的短信会列在这里',
  coming: '正在取发件箱',
  failed: (message: string) => `没有取到：${message}`,
  again: '重新取',
  more: '更多',
  to: '发往',
  by: '座席',
  tries: (n: number) => `已试 ${n} 次`,
} as const;
