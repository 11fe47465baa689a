import { authenticate } from 'mailauth';
import type { DnsResolver, DnsType } from 'postern';
import { present } from 'postern/adapter';
import { z } from 'zod';

/** What a receiving mail server finds when it checks who a mail is from. */
export const verdictSchema = z.object({
  /** One for each signature; none for a mail that is not signed. `result`: `pass`, or `fail`, `neutral`, … as RFC 8601 names them. */
  dkim: z.array(
    z.object({
      domain: z.string(),
      selector: z.string(),
      result: z.string(),
      comment: z.string().exactOptional(),
    }),
  ),
  dmarc: z.object({ result: z.string(), policy: z.string().exactOptional() }),
});

export type Verdict = z.infer<typeof verdictSchema>;

/** Checks the mail's DKIM signatures and its domain's DMARC policy, as a receiver would, with keys from `dns`. */
export async function judgeMail(source: Buffer, dns: DnsResolver): Promise<Verdict> {
  const { dkim, dmarc } = await authenticate(source, {
    resolver: lookup(dns),
    disableArc: true,
    disableBimi: true,
  });
  return {
    dkim: dkim.results
      // mailauth reports "no signature" as one result without a selector.
      .filter(({ selector }) => selector !== undefined)
      .map(({ signingDomain, selector = '', status }) =>
        present({
          domain: signingDomain,
          selector,
          result: status.result,
          comment: status.comment || undefined,
        }),
      ),
    dmarc: dmarc
      ? present({ result: dmarc.status.result, policy: dmarc.policy || undefined })
      : { result: 'none' },
  };
}

/** mailauth asks as `node:dns` answers: TXT in chunks, "none" and "failed" as errors with a code. */
function lookup(dns: DnsResolver) {
  return async (name: string, type: string): Promise<string[][]> => {
    const answer = await dns.resolve(name, type as DnsType);
    if (answer.kind === 'found') return answer.values.map((value) => [String(value)]);
    const code = answer.kind === 'unavailable' ? answer.code : answer.nameExists ? 'ENODATA' : 'ENOTFOUND';
    throw Object.assign(new Error(`No ${type} record`), { code });
  };
}
