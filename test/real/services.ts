/** A suite that did not run because the service it needs is not on this machine. */
export type SkippedSuite = { suite: string; service: string; why: string };

const skippedSuites: SkippedSuite[] = [];

/** What the reporter lists at the end of the run, so that a skipped suite is never mistaken for a passed one. */
export function suitesSkippedForLackOfService(): readonly SkippedSuite[] {
  return skippedSuites;
}

/**
 * Lets a suite run only where `service` is available. Elsewhere the whole suite is skipped and named at the end of
 * the run; with REQUIRE_SERVICES=1 (as in CI) it fails instead.
 *
 * Call it first in the suite, before its other hooks. mocha runs a suite's `after` hooks even when `before` skipped
 * it: they must bear that nothing was started.
 *
 *     describe('a real Asterisk', function () {
 *       requireService(this, 'Asterisk', () => existsSync('/usr/sbin/asterisk'), 'bash test/real/install-asterisk.sh');
 *
 * @param available whether the service can be used; when it throws, its message tells why not
 * @param howToGet  a command or a sentence, shown to who wants the suite to run
 */
export function requireService(
  suite: Mocha.Suite,
  service: string,
  available: () => boolean | Promise<boolean>,
  howToGet?: string,
): void {
  suite.beforeAll(`needs ${service}`, async function () {
    let why = 'not available on this machine';
    try {
      if (await available()) return;
    } catch (error) {
      why = error instanceof Error ? error.message : String(error);
    }
    if (howToGet !== undefined) why += ` (to get it: ${howToGet})`;
    if (process.env.REQUIRE_SERVICES === '1') {
      throw new Error(`REQUIRE_SERVICES=1, but ${service}: ${why}`);
    }
    skippedSuites.push({ suite: suite.fullTitle(), service, why });
    this.skip();
  });
}
