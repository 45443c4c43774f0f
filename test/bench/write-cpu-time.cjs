// @ts-check
// Loaded into each measured Node: at its end it writes how long its threads were computing, which other work on the machine hardly changes.
const fs = require('node:fs');
const threads = require('node:worker_threads');

const file = process.env['AIRWORTHY_BENCH_CPU'];
if (threads.isMainThread && file !== undefined) {
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    fs.writeFileSync(file, String((user + system) / 1000));
  });
}
