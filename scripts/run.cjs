'use strict';

// Every npm script goes through this file: `node scripts/run.cjs FILE [ARGUMENTS]`.
// It is old JavaScript on purpose. npm scripts run the Node.js that `npm ci` brought; where no such package exists
// (macOS, LoongArch …) the machine's own Node runs, and one that is too old would only say
// ERR_UNKNOWN_FILE_EXTENSION about the first .ts file instead of what is wrong.

const path = require('path');
const url = require('url');

const needed = require('../package.json').engines.node.replace('>=', '');
const [needMajor, needMinor] = needed.split('.').map(Number);
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < needMajor || (major === needMajor && minor < needMinor)) {
  const found = `${process.version}, ${process.execPath}`;
  console.error(`一号答需要 Node.js ${needed} 或更高版本，当前运行的是 ${found}。
  · 请先执行 npm ci，再用 npm 脚本启动（npm start）：在 Linux 和 Windows 上，npm ci 会一并装好所需的 Node.js。
  · 其他平台（macOS、龙芯等）没有现成的安装包，请在系统中安装 Node.js ${needed} 或更高版本。
yihaoda needs Node.js ${needed} or later; this is ${found}.
  - Run npm ci, then start it by an npm script (npm start): on Linux and Windows npm ci brings its own Node.js.
  - Elsewhere (macOS, LoongArch ...) there is no such package: install Node.js ${needed} or later on the system.`);
  process.exit(1);
}

if (process.argv.length < 3) {
  console.error('usage: node scripts/run.cjs FILE [ARGUMENTS]');
  process.exit(1);
}

// Types are taken out of a .ts file once and not at every start, in each of five threads: half a second and 45 MB less.
// By the environment, because threads and child processes are to have it too. A coverage report must not.
if (process.env.NODE_V8_COVERAGE === undefined && process.env.NODE_COMPILE_CACHE === undefined) {
  process.env.NODE_COMPILE_CACHE = path.resolve(__dirname, '../node_modules/.cache/compiled');
  require('module').enableCompileCache(process.env.NODE_COMPILE_CACHE);
}

// The program sees the command line that it would see if Node had been given its file directly.
process.argv.splice(1, 2, path.resolve(process.argv[2]));
void import(url.pathToFileURL(process.argv[1]).href);
