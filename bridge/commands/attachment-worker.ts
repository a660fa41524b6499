import { parentPort, workerData } from 'node:worker_threads';
import { checkAttachment } from '../../knowledge/import/documents/check-attachment.ts';

/** The thread that looks at one attachment: hashing 20 MB and listing an archive are too long for who serves calls. */
const port = parentPort;
if (port === null) throw new Error('attachment-worker.ts runs as a worker thread only');

const { name, bytes } = workerData as { name: string; bytes: Uint8Array };
port.postMessage(await checkAttachment(name, bytes));
