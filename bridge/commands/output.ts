import { userInfo } from 'node:os';

/** Where a command writes; `process.stdout` is one. */
export interface Output {
  write(text: string): unknown;
}

/** What went wrong, in the error's own words, and the exit code that goes with it. */
export function told(error: unknown, output: Output): number {
  output.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
}

/** Who ran the command, for the audit trail. */
export function whoRuns(): string {
  try {
    return `command line, ${userInfo().username}`;
  } catch {
    // In a container the number may have no name.
    return `command line, uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
