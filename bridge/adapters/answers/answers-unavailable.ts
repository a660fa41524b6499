export type AnswersUnavailableCode =
  /** the index is still being built */
  | 'ANSWERS_NOT_READY'
  | 'ANSWERS_TIMED_OUT'
  /** more questions are waiting than can be answered in time */
  | 'ANSWERS_BUSY'
  /** the thread ended by itself; it is started again */
  | 'ANSWERS_STOPPED'
  | 'ANSWERS_CLOSED'
  /** the library cannot be read, or the question cannot be answered */
  | 'ANSWERS_REFUSED';

/** Said to the operator; a call never depends on it. */
const WORDS: Readonly<Record<AnswersUnavailableCode, string>> = {
  ANSWERS_NOT_READY: '知识库索引正在建立，请稍候几秒再检索；通话和登记不受影响',
  ANSWERS_TIMED_OUT: '检索超时，请缩短检索词后重试；通话和登记不受影响',
  ANSWERS_BUSY: '检索请求过多，请稍候再试；通话和登记不受影响',
  ANSWERS_STOPPED: '检索服务中断，正在自动恢复，请稍候再试；通话和登记不受影响',
  ANSWERS_CLOSED: '检索服务已关闭',
  ANSWERS_REFUSED: '检索服务无法答复',
};

export class AnswersUnavailable extends Error {
  override readonly name = 'AnswersUnavailable';
  readonly code: AnswersUnavailableCode;

  constructor(code: AnswersUnavailableCode, detail = '') {
    super(detail === '' ? WORDS[code] : `${WORDS[code]}：${detail}`);
    this.code = code;
  }
}
