import type { ReplyRule } from './reply-rule.ts';

const rejected = (of: ReplyRule['class']) => ({ reply: '5', outcome: 'rejected', class: of }) as const;

/**
 * What a final refusal is about, the same for a reply at hand-over and for one that a bounce tells of. `recipient` keeps all
 * further mails from an address, so it takes evidence that names the mailbox: X.1.0 does not say whose address it means
 * (RFC 3463 §3.2), and a bare 550 can mean anything. Words go first only where they say that something else was meant.
 */
export const refusalRules: readonly ReplyRule[] = [
  // Exchange: only some may write to this group or mailbox.
  { status: ['5.7.133', '5.7.134'], ...rejected('blocked') },
  { says: /sender (?:address )?(?:is )?(?:rejected|verif|denied|not allowed)/i, ...rejected('sender') },
  {
    says: /relay(?:ing)? (?:is )?(?:not permitted|not allowed|access denied|denied)/i,
    ...rejected('configuration'),
  },
  { says: /unable to relay|authentication (?:is )?required/i, ...rejected('configuration') },
  { says: /black ?list|block ?list|\b(?:dns|r)bl\b|spamhaus/i, ...rejected('blocked') },
  {
    says: /at a rate|(?:daily|hourly|sending|rate) limit|too many (?:mails|messages)/i,
    ...rejected('throttled'),
  },
  { status: ['5.1.7', '5.1.8'], ...rejected('sender') },
  { status: ['5.1.1', '5.1.6', '5.1.10', '5.2.1'], ...rejected('recipient') },
  // Microsoft 365, directory-based edge blocking (Microsoft, "Fix NDR error code 550 5.4.1 in Exchange Online").
  { status: ['5.4.1'], says: /Recipient address rejected: Access denied/i, ...rejected('recipient') },
  // Outlook.com: seen in its replies at RCPT and in reports; no page of Microsoft's says it.
  { status: ['5.5.0'], says: /Requested action not taken: mailbox unavailable/i, ...rejected('recipient') },
  // Yahoo, after the final dot (help.yahoo.com, SLN3444: "The recipient's user ID doesn't exist"; a disabled account: seen only).
  {
    says: /^554 delivery error: dd (?:This user doesn't have|.*account has been disabled)/i,
    ...rejected('recipient'),
  },
  { status: ['5.1'], ...rejected('blocked') },
  { status: ['5.2.3', '5.3.4', '5.6'], ...rejected('content') },
  // The mailbox is there, but full or asked too much: no more tries for this mail, and no reason to write off the address.
  { status: ['5.2', '4.2.2'], ...rejected('temporary') },
  { status: ['5.4'], ...rejected('network') },
  // No passing DKIM signature, SPF, reverse DNS, a null MX on our side.
  { status: ['5.7.20', '5.7.21', '5.7.22', '5.7.23', '5.7.24'], ...rejected('sender') },
  { status: ['5.7.25', '5.7.26', '5.7.27'], ...rejected('sender') },
  { status: ['5.7'], ...rejected('blocked') },
];

/** GMX and web.de, without a status and with nothing else said (postmaster.gmx.com, "Error messages": no enhanced codes are used; what it says of an unknown recipient: IONOS, "Error Messages Caused by Undeliverable Email"). */
export const bareUnavailable =
  /^550[ -](?:Requested action not taken: )?mailbox unavailable(?:[ .]*For explanation visit \S+)?[ .]*$/i;

export interface Refusal {
  readonly reply: string;
  readonly status?: string | undefined;
  /** Its words; addresses in them are not looked at. */
  readonly text: string;
}

/** Whether a rule fits, its stages aside. */
export function fits(rule: ReplyRule, { reply, status, text }: Refusal): boolean {
  return (
    reply.startsWith(rule.reply ?? '') &&
    (rule.status?.some((part) => `${status}.`.startsWith(`${part}.`)) ?? true) &&
    (rule.says?.test(text.slice(0, 2_000).replace(/[^\s@]{1,64}@[^\s@]{1,255}/g, '')) ?? true)
  );
}
