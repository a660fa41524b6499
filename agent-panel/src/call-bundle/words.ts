/** Words of 上报本通. */
export const bundleWords = {
  pack: '上报本通',
  why: '弹屏、状态或通话不对时：把本通的事件存成一个文件，交本站工程师。号码已遮盖，不含登记内容',
  packing: '正在打包',
  saved: (file: string) => `已存到浏览器的下载文件夹：${file}。号码已遮盖，不含登记内容，请交本站工程师`,
  failed: (message: string) => `没有存成：${message}`,
  file: (time: string) => `上报本通-${time}.json`,
} as const;
