import { isMainThread, workerData } from 'node:worker_threads';

// Loaded into every thread of a bridge by a test. The thread that writes is the one that was told where acts go; it
// dies some time after the bridge was started.
if (!isMainThread && workerData?.actStream !== undefined)
  setTimeout(() => {
    throw new Error('the thread was made to die');
  }, 3000);
