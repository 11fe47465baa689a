import { readMail } from '../../adapters/smtp/src/bounces/bounce.ts';
import type { Verdict } from '../../adapters/smtp/src/bounces/verdict.ts';
import type { Expectation } from './expectations.ts';
import { fits, reasons, suppresses } from './reasons.ts';

/** What became of one mail of the set. */
export interface Judged {
  readonly file: string;
  /** Whether it has a part for machines: a delivery status or a feedback report. */
  readonly hasStatus: boolean;
  readonly expected: readonly Expectation[];
  readonly found: readonly Verdict[];
  /** The expectations that a report of their own fulfils. */
  readonly right: readonly Expectation[];
  readonly ms: number;
}

const statusPart = /^content-type:\s*message\/(?:(?:global-)?delivery-status|feedback-report)/im;

/** Puts an envelope sender of ours in front, as nothing is read of mails that are about others' messages. */
const addressed = Buffer.from(`Delivered-To: bounce+msg_corpus.${'0'.repeat(24)}@corpus.example\r\n`);

/** Reads one mail as the product does, and judges what it found by what was expected. */
export async function judge(
  file: string,
  mail: Buffer,
  expected: readonly Expectation[],
  now: Date,
): Promise<Judged> {
  const start = performance.now();
  const found = await readMail(Buffer.concat([addressed, mail]), now);
  const ms = performance.now() - start;
  const left = [...found];
  const right = expected.filter(({ reason, status }) => {
    const at = left.findIndex((verdict) => fits(verdict, reason, status));
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
  return { file, hasStatus: statusPart.test(mail.toString('latin1')), expected, found, right, ms };
}

/** How many addresses were put on the list though nothing in the mail's expectations may do that. */
export function wrongly({ expected, found }: Judged): number {
  const may = expected.filter(({ reason }) => reasons[reason].suppresses !== 'never').length;
  return Math.max(0, found.filter(suppresses).length - may);
}
