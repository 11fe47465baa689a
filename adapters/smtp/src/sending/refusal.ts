import type { ReplyRule, SmtpStage } from './reply-rule.ts';

/** Phrases that name a mailbox as one that is not there. */
export const saysUnknown =
  /\b(?:unknown|invalid|no such|no valid|invalid final delivery) (?:local )?(?:user(?:id)?|recipient|mailbox|account|addressee)s?(?! domain)\b|\b(?:user|recipient(?: name)?|mailbox|account|addressee) (?:is |was )?(?:unknown|not found|not known|not recognized|not a registered|doesn't exist|does not exist)\b|\bno mailbox (?:here )?by that name|\bdoesn't have an? \S{1,255} account\b|\bnot listed in (?:Domino Directory|public Name)|\b(?:address|account)(?: you entered)? (?:couldn't|could not) be found|the email account that you tried to reach does not exist/i;
/** The mailbox is there, and takes nothing more for now. */
export const saysFull =
  /\b(?:mailbox|mailfolder|inbox|folder) (?:is )?full\b|\bover (?:the )?(?:disk )?quota\b|\bquota (?:is )?exceed|\bexceed(?:s|ed) (?:the )?(?:allowed size|local limit|quota|storage)|not enough disk space|\bstorage quota\b/i;
export const saysTooBig =
  /\b(?:message|mail|size)(?: size)?(?: is)? (?:too (?:big|large)|exceeds|limit exceeded)|\bline limit exceeded/i;

const rejected = (of: ReplyRule['class']) => ({ reply: '5', outcome: 'rejected', class: of }) as const;

/** Said of more mail than is taken at once. */
export const tooMuch =
  /at a rate|too quickly|(?:daily|hourly|sending|rate) limit|too many (?:mails|messages|recipients this)/i;

/**
 * What a final refusal is about, the same for a reply at hand-over and for one that a bounce tells of. `recipient` keeps all
 * further mails from an address, so it takes evidence that names the mailbox: X.1.0 does not say whose address it means
 * (RFC 3463 §3.2), and a bare 550 can mean anything. Words go first only where they say that something else was meant.
 */
export const refusalRules: readonly ReplyRule[] = [
  // Exchange Online: only some may write to this group or mailbox (Microsoft, "Email non-delivery reports and SMTP errors").
  { status: ['5.7.133', '5.7.134'], ...rejected('blocked') },
  { says: /sender (?:address )?(?:is )?(?:rejected|verif|denied|not allowed)/i, ...rejected('sender') },
  {
    says: /relay(?:ing)? (?:is )?(?:not permitted|not allowed|access denied|denied)/i,
    ...rejected('configuration'),
  },
  { says: /unable to relay|authentication (?:is )?required/i, ...rejected('configuration') },
  { says: /black ?list|block ?list|\b(?:dns|r)bl\b|spamhaus/i, ...rejected('blocked') },
  { says: tooMuch, ...rejected('throttled') },
  // au (KDDI): so, without the address, where the recipient's own filter refused. Seen only: au.com's mail specification has 550
  // for addresses that are not there, and says nothing of filters.
  { reply: '550', says: /^550:? ?: User unknown/, outcome: 'rejected', class: 'blocked' },
  // Symantec's cloud, with a code of its own, for an address that is not registered there. Seen only; no page says it.
  { reply: '542', says: /^542 +Rejected\b/, outcome: 'rejected', class: 'recipient' },
  // Facebook's RCP-P2: the recipient wants no mails from there (postmaster.facebook.com/response_codes).
  { says: /refused due to recipient preferences/i, ...rejected('blocked') },
  { status: ['5.1'], says: saysFull, ...rejected('temporary') },
  { status: ['5.1.7', '5.1.8'], ...rejected('sender') },
  { status: ['5.1.1', '5.1.3', '5.1.6', '5.1.10', '5.2.1'], ...rejected('recipient') },
  // Exchange Online, directory-based edge blocking: "The recipient's address doesn't exist" (the same page of Microsoft's).
  { status: ['5.4.1'], says: /Recipient address rejected: Access denied/i, ...rejected('recipient') },
  // Outlook.com and Hotmail, at RCPT and in reports: not found there, "similar to 550 5.1.10" (the same page).
  { status: ['5.5.0'], says: /Requested action not taken: mailbox unavailable/i, ...rejected('recipient') },
  // Yahoo, after the final dot (help.yahoo.com, SLN3444: "The recipient's user ID doesn't exist"; a disabled account: seen only).
  {
    says: /^554 delivery error: dd (?:This user doesn't have|.*account has been disabled)/i,
    ...rejected('recipient'),
  },
  { stages: ['recipient'], status: ['5.1.0'], says: saysUnknown, ...rejected('recipient') },
  { status: ['5.1.0'], ...rejected('blocked'), unclear: true },
  { status: ['5.1'], ...rejected('blocked') },
  { status: ['5.2.3', '5.3.4', '5.6'], ...rejected('content') },
  // The mailbox is there, but full or asked too much: no more tries for this mail, and no reason to write off the address.
  { status: ['5.2.2', '4.2.2'], ...rejected('temporary') },
  // "Other or undefined mailbox status": what is said with it is about the mail.
  { status: ['5.2.0'], says: saysFull, ...rejected('temporary') },
  { status: ['5.2.0'], ...rejected('blocked') },
  { status: ['5.2'], ...rejected('temporary') },
  { status: ['5.4'], ...rejected('network') },
  // No passing DKIM signature, SPF, reverse DNS, a null MX on our side.
  { status: ['5.7.20', '5.7.21', '5.7.22', '5.7.23', '5.7.24'], ...rejected('sender') },
  { status: ['5.7.25', '5.7.26', '5.7.27'], ...rejected('sender') },
  { status: ['5.7'], ...rejected('blocked') },
  // No status, or one that says nothing (X.0, X.3 and X.5): fixed phrases have to do.
  { says: saysFull, ...rejected('temporary') },
  // Once it was taken at RCPT, a filter says so: NTT Docomo does, for mails that its users do not want (akisoftware.com/pmsrv/help/docomo.html); KDDI: seen only.
  { stages: ['recipient'], says: saysUnknown, ...rejected('recipient') },
  { says: saysTooBig, ...rejected('content') },
];

/** GMX and web.de, without a status and with nothing else said (postmaster.gmx.com, "Error messages": no enhanced codes are used; that it may mean a mistyped address: support.gmx.com, "Email returned as undeliverable"). */
export const bareUnavailable =
  /^550[ -](?:Requested action not taken: )?mailbox unavailable(?:[ .]*For explanation visit \S+)?[ .]*$/i;

/** A refusal, from a reply or from a bounce. */
export interface Refusal {
  /** Where a bounce does not say it, every stage may be meant. */
  readonly stage?: SmtpStage | undefined;
  readonly reply: string;
  readonly status?: string | undefined;
  /** Its words; addresses in them are not looked at. */
  readonly text: string;
}

/** Whether a rule fits. */
export function fits(rule: ReplyRule, { stage, reply, status, text }: Refusal): boolean {
  return (
    (stage === undefined || (rule.stages?.includes(stage) ?? true)) &&
    reply.startsWith(rule.reply ?? '') &&
    (rule.status?.some((part) => `${status}.`.startsWith(`${part}.`)) ?? true) &&
    (rule.says?.test(text.slice(0, 2_000).replace(/[^\s@]{1,64}@[^\s@]{1,255}/g, '')) ?? true)
  );
}
