import type { Ask } from '../../../sdk/messages.ts';

/** What the operator, and through the SDK the people at the other system, read of the two working together. */
export const embeddingWords = {
  label: '外部请求',
  from: (name: string | null) => name ?? '链接',
  asks: (ask: Ask) => {
    switch (ask.do) {
      case 'dial':
        return `请求外呼 ${ask.number}`;
      case 'search':
        return `请求检索「${ask.words}」`;
      case 'open-answer':
        return '请求打开一条依据';
      case 'open-record':
        return `请求打开登记 ${ask.recordNo}`;
    }
  },
  accept: (ask: Ask) => (ask.do === 'dial' ? '呼叫' : '打开'),
  decline: '谢绝',
  dialling: '正在呼叫，您的话机先响…',
  busy: '座席正在处理上一个请求，此操作没有完成。请稍后再试。',
  declined: '座席没有同意，此操作没有完成。',
  noAnswer: '座席没有回应，此操作没有完成。',
  noSeat: '座席还没有签入，此操作没有完成。',
  inCall: '座席正在通话，没有拨出。通话结束后再试。',
  notAllowed: (number: string) => `号码 ${number} 不在可请求外呼的范围内，没有询问座席。`,
  otherCaller: '正在受理另一位来电人，不能在旁边打开别的登记。受理结束后再打开。',
  otherVersion: '接口版本不同，请更新 SDK（从面板地址的 sdk.js 加载即可）。',
  handedOver: '已在打开的座席面板中打开',
  handedOverWhat: '请回到那个窗口；本页可以关闭。',
  openHere: '改在此处打开',
  record: {
    label: '登记',
    title: (recordNo: string) => `登记 ${recordNo}`,
    saved: (time: string, rev: number) => `${time} · 第 ${rev} 版 · 只读`,
    close: '关闭',
    question: '诉求',
    region: '区域',
    outcome: '处理结果',
    note: '备注',
    answers: '答复依据',
    confidential: '要求保密',
    reading: '正在读取…',
  },
} as const;
