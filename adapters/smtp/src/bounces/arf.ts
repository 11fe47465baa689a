import { readFields } from './fields.ts';
import type { IncomingMail } from './incoming.ts';
import type { Verdict } from './verdict.ts';

/** Feedback about something else than what a recipient thinks of the mail (RFC 6591, RFC 6430). */
const noComplaints = ['auth-failure', 'not-spam'];
const optOuts = ['opt-out', 'opt-out-list'];

/** Outlook.com's programme (JMRP) sent the mail complained about alone, with this header in front; reports since the middle of 2026 are said to be ARF. */
const jmrpHeader = 'x-hmxmroriginalrecipient';

/**
 * Reads a complaint: a feedback report (ARF, RFC 5965), or one of Outlook.com's. `undefined` where the mail is none; empty
 * where it is one that complains of nothing. Types that are not known count as complaints, as `other` does.
 */
export function readComplaint({ parts }: IncomingMail): readonly Verdict[] | undefined {
  const report = parts.find(({ type }) => type === 'message/feedback-report');
  if (!report) {
    const forwarded = parts.some(
      ({ type, text }) => type === 'message/rfc822' && readFields(text)[0]?.has(jmrpHeader),
    );
    return forwarded ? [{ type: 'complained', detail: 'Outlook.com: complaint' }] : undefined;
  }
  const [fields] = readFields(report.text);
  const [kind] = /^[a-z0-9-]{1,40}/.exec(fields?.get('feedback-type')?.toLowerCase() ?? '') ?? [];
  if (kind === undefined || noComplaints.includes(kind)) return [];
  return [
    { type: optOuts.includes(kind) ? 'unsubscribed' : 'complained', detail: `Feedback report: ${kind}` },
  ];
}
