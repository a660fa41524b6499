import { relative } from 'node:path';
import { inspect } from 'node:util';
import Mocha from 'mocha';
import { suitesSkippedForLackOfService } from './real/services.ts';

const { Base } = Mocha.reporters;
const { constants: on } = Mocha.Runner;
const { color } = Base;

/** Open sockets, servers and timers may take this long to go away after the last test (`--reporter-option graceMs=`). */
const GRACE_MS = 10_000;

// mocha 12 drops rejections that nobody handles, and the run stays green (mochajs/mocha#5507). Thrown from here,
// such a rejection is an uncaught exception, which fails the test that is running.
process.on('unhandledRejection', (reason) => {
  throw reason instanceof Error ? reason : new Error(`rejected with ${inspect(reason)}`);
});

type Tally = { passed: number; failed: number; skipped: number };

/** A file that takes longer says so: the whole run has a limit, and slow files are where it goes. */
const SLOW_MS = 5_000;

/**
 * One line a suite, failing tests in detail at the end, and as the very last line `N passed, N failed`
 * (`, N skipped` where there are any).
 *
 * What would look green elsewhere is a failure here: a run that executed no test, a process that ended before the
 * run did (code under test that calls `process.exit`), an error thrown after the last test, and a process that
 * does not end (a test left a socket, server or timer open).
 */
export default class Reporter extends Base {
  readonly #tallies = new Map<Mocha.Suite, Tally>();
  readonly #began = new Map<Mocha.Suite, number>();
  readonly #watching: boolean;
  readonly #graceMs: number;
  #problem: string | undefined = 'The process ended before the run did.';
  readonly #lastWord = () => this.#close();

  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    this.#watching = options !== undefined && 'watch' in options && options.watch === true;
    this.#graceMs = Number(options?.reporterOptions?.graceMs ?? GRACE_MS);
    runner.on(on.EVENT_TEST_PASS, (test) => this.#count(test, 'passed'));
    runner.on(on.EVENT_TEST_PENDING, (test) => this.#count(test, 'skipped'));
    runner.on(on.EVENT_TEST_FAIL, (test) => this.#count(test, 'failed'));
    runner.on(on.EVENT_SUITE_BEGIN, (suite) => this.#began.set(suite, performance.now()));
    runner.on(on.EVENT_SUITE_END, (suite) => this.#line(suite));
    runner.on(on.EVENT_RUN_END, () => this.#details());
    if (!this.#watching) process.once('exit', this.#lastWord);
  }

  /** Called by mocha after the run; what `end` is given becomes the exit code. */
  override done(failures: number, end?: (failures: number) => void): void {
    this.#problem = undefined;
    end?.(failures);
    if (this.#watching) {
      this.#close();
      return;
    }
    // mocha sets the exit code in a listener of its own, added by `end`: this one has to come after it.
    process.off('exit', this.#lastWord);
    process.once('exit', this.#lastWord);
    process.removeAllListeners('uncaughtException');
    process.once('uncaughtException', (error) => {
      this.#endWith(`Thrown after the last test: ${inspect(error)}`);
    });
    setTimeout(() => {
      const open = [...new Set(process.getActiveResourcesInfo())].join(', ');
      this.#endWith(`Still open ${this.#graceMs} ms after the last test: ${open}.`);
    }, this.#graceMs).unref();
  }

  #endWith(problem: string): void {
    this.#problem = problem;
    process.exit();
  }

  #count(test: Mocha.Runnable, outcome: keyof Tally): void {
    let suite = test.parent;
    while (suite?.parent && !suite.parent.root) suite = suite.parent;
    if (suite === undefined) return;
    const tally = this.#tallies.get(suite) ?? { passed: 0, failed: 0, skipped: 0 };
    tally[outcome] += 1;
    this.#tallies.set(suite, tally);
  }

  #line(suite: Mocha.Suite): void {
    const tally = this.#tallies.get(suite);
    if (tally === undefined) return;
    const title = suite.root ? 'tests outside any suite' : suite.title;
    const file = suite.file === undefined ? '' : color('light', ` (${relative(process.cwd(), suite.file)})`);
    const ms = performance.now() - (this.#began.get(suite) ?? performance.now());
    const slow = ms < SLOW_MS ? '' : color('light', ` ${Math.round(ms / 1_000)} s`);
    console.log(`${sign(tally)} ${title}: ${counts(tally)}${file}${slow}`);
  }

  #details(): void {
    if (this.failures.length > 0) Base.list(this.failures);
    const skipped = suitesSkippedForLackOfService();
    if (skipped.length === 0) return;
    console.log(color('bright yellow', `\nSKIPPED for lack of a service: ${skipped.length} suite(s)`));
    for (const { suite, service, why } of skipped) console.log(`  ${suite}\n    ${service}: ${why}`);
  }

  #close(): void {
    const { passes: passed, failures, pending: skipped } = this.stats;
    const ran = passed + failures > 0;
    const problem = this.#problem ?? (ran ? undefined : 'No test ran.');
    if (problem !== undefined) {
      console.log(color('fail', `\n${problem}`));
      process.exitCode = Math.max(1, failures);
    }
    const failed = this.#problem === undefined ? failures : failures + 1;
    console.log(`\n${counts({ passed, failed, skipped })}`);
  }
}

function sign({ passed, failed }: Tally): string {
  if (failed > 0) return color('fail', '✗');
  return passed > 0 ? color('checkmark', '✓') : color('pending', '-');
}

/** The form that continuous integration looks for at the end of a log. */
function counts({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
