import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readExpectations } from './expectations.ts';
import { type Judged, judge, wrongly } from './figures.ts';
import { suppresses } from './reasons.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Default: `expectations.jsonl` among the mails. */
    expectations: { type: 'string' },
    /** A folder of mails that report nothing: answers, newsletters, notices. */
    ordinary: { type: 'string' },
    /** Says which mails were read wrongly, and how. */
    list: { type: 'boolean', default: false },
  },
});
const [folder] = positionals;
if (folder === undefined) throw new Error('npm run corpus:bounces -- FOLDER [--expectations FILE]');

const now = new Date();
const expectations = await readExpectations(options.expectations ?? join(folder, 'expectations.jsonl'));
const judged: Judged[] = [];
for (const [file, expected] of expectations) {
  judged.push(await judge(file, await readFile(join(folder, file)), expected, now));
}

const share = (part: number, of: number) =>
  `${part} of ${of}${of === 0 ? '' : ` (${((100 * part) / of).toFixed(1)} %)`}`;
const count = (of: readonly Judged[], what: (one: Judged) => number) =>
  of.reduce((sum, one) => sum + what(one), 0);
const rightOf = (of: readonly Judged[]) =>
  share(
    count(of, ({ right }) => right.length),
    count(of, ({ expected }) => expected.length),
  );

const reports = judged.filter(({ expected }) => expected.length > 0);
const unknown = (one: Judged) => one.expected.filter(({ reason }) => reason === 'unknown');
const suppressed = (one: Judged) => one.right.filter(({ reason }) => reason === 'unknown').length;
const silent = judged.filter(({ expected }) => expected.length === 0);

console.log(`mails that report something   ${reports.length}`);
console.log(
  `recognised                    ${share(reports.filter(({ found }) => found.length > 0).length, reports.length)}`,
);
console.log(`right, with a status part     ${rightOf(reports.filter(({ hasStatus }) => hasStatus))}`);
console.log(`right, without                ${rightOf(reports.filter(({ hasStatus }) => !hasStatus))}`);
console.log(
  `user unknown, suppressed      ${share(
    count(reports, suppressed),
    count(reports, (one) => unknown(one).length),
  )}`,
);
console.log(`suppressed wrongly            ${count(judged, wrongly)}`);

const ordinary = options.ordinary;
for (const file of ordinary === undefined ? [] : (await readdir(ordinary)).sort()) {
  silent.push(await judge(file, await readFile(join(ordinary ?? '', file)), [], now));
}
const mistaken = silent.filter(({ found }) => found.length > 0);
console.log(`ordinary, taken for a report  ${mistaken.length} of ${silent.length}`);
const slowest = [...judged, ...silent].sort((a, b) => b.ms - a.ms)[0];
console.log(`slowest                       ${slowest?.ms.toFixed(0)} ms (${slowest?.file})`);

if (options.list) {
  for (const one of [...reports, ...mistaken]) {
    if (one.right.length === one.expected.length && wrongly(one) === 0 && one.expected.length > 0) continue;
    const wanted = one.expected.map(({ reason, status = '' }) => `${reason} ${status}`.trim()).join(', ');
    const got = one.found.map(
      (verdict) =>
        `${verdict.type} ${verdict.failure?.class ?? ''} ${verdict.failure?.code ?? ''}${suppresses(verdict) ? ' (suppressed)' : ''}`,
    );
    console.log(
      `\n${one.file}${one.hasStatus ? ' [status]' : ''}\n  wanted ${wanted}\n  found  ${got.join(', ') || 'nothing'}`,
    );
    for (const { detail } of one.found) console.log(`         ${detail ?? ''}`);
  }
}
