'use strict';

module.exports = {
  // Without a `spec` here, naming a file runs that file alone (`npm test -- test/x.test.ts`): mocha adds the
  // configuration's specs to those of the command line. With none at all it takes the folder test/.
  extension: ['test.ts'],
  recursive: true,
  sort: true,
  ignore: process.env.LONG === '1' ? [] : ['test/long/**'],
  reporter: './test/reporter.ts',
  // A hang is told after this, not slowness: other suites run beside, and a used machine has other work.
  timeout: 30_000,
  'forbid-only': process.env.CI === 'true',
};
