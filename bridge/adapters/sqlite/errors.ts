/** Words for two readers: the operator of the system in Chinese, the site engineer in either. */
export interface Words {
  zh: string;
  en: string;
}

/** What went wrong, under a code that stays the same, and what to do about it. */
export class StoreError extends Error {
  readonly code: string;
  readonly what: Words;
  readonly toDo: Words;

  constructor(code: string, what: Words, toDo: Words) {
    super(`[${code}] ${what.zh}${toDo.zh}\n${what.en} ${toDo.en}`);
    this.name = new.target.name;
    this.code = code;
    this.what = what;
    this.toDo = toDo;
  }
}

/** The data folder was written by a later version. */
export class SchemaTooNew extends StoreError {}
/** Another bridge holds the data folder. */
export class FolderInUse extends StoreError {}
/** A key file is missing, exposed, in the wrong place or not the one this data was written with. */
export class KeyFileRefused extends StoreError {}
/** The stream was taken over by a later writer. */
export class JournalFenced extends StoreError {}
/** The stream is written by the store itself, or a batch does not follow the head. */
export class JournalRefused extends StoreError {}
/** More events are waiting for the disk than may be held in memory. */
export class JournalBehind extends StoreError {}
/** The disk does not take the data: full, faulty, read-only, or busy for too long. It may pass. */
export class DiskRefused extends StoreError {}
/** What lies on the disk is not a sound store. */
export class StoreDamaged extends StoreError {}
/** The worker that holds the database is gone, or the store was closed. */
export class StoreStopped extends StoreError {}
/** A value that the rules of the data do not allow. */
export class ValueRefused extends StoreError {}
/** A fault of our own: the message is the library's. */
export class StoreFault extends StoreError {}

const classes = {
  SchemaTooNew,
  FolderInUse,
  KeyFileRefused,
  JournalFenced,
  JournalRefused,
  JournalBehind,
  DiskRefused,
  StoreDamaged,
  StoreStopped,
  ValueRefused,
  StoreFault,
};

/** An error as it crosses from a worker to the main thread, where a class would not survive. */
export interface WireError {
  name: string;
  code: string;
  what: Words;
  toDo: Words;
  stack: string;
}

export function toWire(thrown: unknown): WireError {
  const error = asStoreError(thrown);
  const { name, code, what, toDo } = error;
  return { name, code, what, toDo, stack: error.stack ?? '' };
}

export function fromWire({ name, code, what, toDo, stack }: WireError): StoreError {
  const Class = name in classes ? classes[name as keyof typeof classes] : StoreFault;
  const error = new Class(code, what, toDo);
  // The worker's own frames are the ones that tell where it happened.
  error.stack = stack;
  return error;
}

/** SQLite's primary result codes (sqlite.org/rescode.html) that a site can do something about. */
const diskWords: Readonly<Record<number, [Words, Words]>> = {
  5: [
    { zh: '数据库被另一进程占用过久。', en: 'Another process kept the database busy for too long.' },
    {
      zh: '请确认没有其他程序长时间打开 yihaoda.db。',
      en: 'See that no other program keeps yihaoda.db open for long.',
    },
  ],
  8: [
    { zh: '数据目录不可写。', en: 'The data folder cannot be written.' },
    { zh: '请检查目录属主、权限和挂载方式。', en: 'Check its owner, its mode and how it is mounted.' },
  ],
  10: [
    { zh: '磁盘读写出错。', en: 'The disk reported a read or write error.' },
    {
      zh: '请检查磁盘和系统日志，并从备份核对数据。',
      en: 'Check the disk and the system log, and compare with a backup.',
    },
  ],
  13: [
    { zh: '磁盘已满，数据未能落盘。', en: 'The disk is full: the data did not reach it.' },
    {
      zh: '请腾出空间；等待中的话务事件会自动重写。',
      en: 'Make room; waiting telephony events are written again by themselves.',
    },
  ],
  14: [
    { zh: '无法打开数据库文件。', en: 'The database file cannot be opened.' },
    {
      zh: '请检查数据目录是否存在、属主是否正确。',
      en: 'Check that the data folder exists and who owns it.',
    },
  ],
};

/** Errors of SQLite and of the file system told in the store's own terms; anything unforeseen is a StoreFault. */
export function asStoreError(thrown: unknown): StoreError {
  if (thrown instanceof StoreError) return thrown;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const sqlite = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0;
  const fault = translated(sqlite, error);
  fault.cause = error;
  fault.stack = error.stack ?? '';
  return fault;
}

function translated(sqlite: number, error: Error): StoreError {
  const words = diskWords[sqlite];
  if (words) return new DiskRefused(`store.disk-${sqlite}`, words[0], words[1]);
  if (sqlite === 11 || sqlite === 26)
    return new StoreDamaged(
      'store.damaged',
      {
        zh: `数据库文件已损坏（${error.message}）。`,
        en: `The database file is damaged (${error.message}).`,
      },
      {
        zh: '请停机并从备份恢复：yihaoda restore。',
        en: 'Stop the bridge and restore a backup: yihaoda restore.',
      },
    );
  return new StoreFault(
    'store.fault',
    { zh: `存储内部错误：${error.message}。`, en: `Internal fault of the store: ${error.message}.` },
    { zh: '请保留日志并报告。', en: 'Keep the log and report it.' },
  );
}
