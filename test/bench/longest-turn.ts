/**
 * The longest turn of this thread's event loop, in processor time: what others on the same machine take meanwhile is not
 * counted, so that it says the same on a busy machine and on a quiet one.
 */
export class LongestTurn {
  #ms = 0;
  #before = cpuMs();

  constructor() {
    setInterval(() => this.#look(), 1).unref();
  }

  /** ms since it was read before */
  read(): number {
    this.#look();
    const ms = this.#ms;
    this.#ms = 0;
    return ms;
  }

  #look(): void {
    const now = cpuMs();
    this.#ms = Math.max(this.#ms, now - this.#before);
    this.#before = now;
  }
}

/** processor time of this thread */
export function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
