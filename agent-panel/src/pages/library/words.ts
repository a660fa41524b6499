export const words = {
  title: '知识浏览 · 12345 热线',
} as const;
