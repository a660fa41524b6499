import { existsSync } from 'node:fs';
import { isMainThread, workerData } from 'node:worker_threads';

// Loaded into every thread of a bridge by a test. The thread that writes is the one that was told where acts go; it
// dies when the test has put a file there.
const { WRITER_DIES_AT = '' } = process.env;
if (!isMainThread && workerData?.actStream !== undefined)
  setInterval(() => {
    if (existsSync(WRITER_DIES_AT)) throw new Error('the thread was made to die');
  }, 50).unref();
