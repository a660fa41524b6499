import { setPriority } from 'node:os';

// Below the thread that answers, but not so low that a published rule never comes: a third of what that one gets. Linux
// lowers this thread alone; elsewhere it would be the whole process. Before the work is loaded: reading it in takes a
// processor for a tenth of a second.
if (process.platform === 'linux') setPriority(15);

await import('./index-work.ts');
