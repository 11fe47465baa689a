/** How a program writes a bounce for people. What the failure was about is read the same way for all of them (`notice.ts`). */
export interface NoticeFormat {
  /** Whose it is. */
  readonly of: string;
  /** A phrase of that program's alone, at the beginning of a line. */
  readonly says: RegExp;
  /** How a recipient's part of it begins; the first group is the address. Without one it is about the whole mail. */
  readonly recipient?: RegExp;
  /** Where it ends, besides what ends all of them. */
  readonly ends?: RegExp;
}

/** `<ada@example.org>:`, as qmail, Postfix and Yahoo begin a recipient's part. */
const bracketed = /^<([^<>\s]{1,320})>(?: \([^)\n]{1,400}\))?:/gm;
/** An address alone on a line, indented or not. */
const alone = /^[ \t]*[<"]?([^\s<>"@]{1,64}@[^\s<>"@:]{1,255})[>"]?:?[ \t]*$/gm;

/**
 * Bounces that have no part for machines, or not a readable one. Those that say `User unknown` or `failure notice` in the
 * subject only are not here: people write that too. Old programs are, as they still run.
 */
export const noticeFormats: readonly NoticeFormat[] = [
  // cr.yp.to/proto/qsbmf.txt; qmail-ldap and other offspring leave the blank line out, or put a blank behind the colon.
  { of: 'qmail', says: /^Hi\. This is the /m, recipient: bracketed, ends: /^-/m },
  {
    of: 'qmail, by hosts that changed its words',
    says: /^Your mail message to the following address\(es\) could not be delivered\./m,
    recipient: bracketed,
  },
  {
    of: 'Exim before 4.85, GMX, Zoho',
    says: /^This message was created automatically by mail delivery (?:software|system)/m,
    recipient:
      /^(?: {2}|"|<|\[Status: Error, Address: <)?([^\s<>"@]{1,64}@[^\s<>"@:]{1,255})(?=["<>:,]{0,2}[ \t]*$|>, ResponseCode| (?:Invalid Address|Error), ERROR_CODE)/gm,
  },
  {
    of: 'Exim, of an address that is none',
    says: /^A message that you sent contained one or more recipient addresses that were$/m,
  },
  {
    of: 'Gmail until 2016',
    says: /^Delivery to the following recipients? (?:failed permanently|has been delayed)/m,
    recipient: alone,
  },
  {
    of: 'Exchange and Microsoft 365, where a gateway dropped the report',
    says: /^Diagnostic information for administrators:/m,
  },
  {
    of: 'Exchange until 2003',
    says: /^did not reach the following recipient\(s\):|^The following recipient\(s\) could not be reached:/m,
    recipient: /^[ \t]*([^\s<>@]{1,64}@[^\s<>@:]{1,255})(?: on \S.*)?[ \t]*$/gm,
    ends: /^hMailServer$/m,
  },
  {
    of: 'SmarterMail',
    says: /^Could not deliver message to the following recipient\(s\):/m,
    recipient: /^Failed Recipient: ?([^\s<>@]{1,64}@[^\s<>@]{1,255})/gm,
    ends: /^[ \t]*-- The header and top \d+ lines of the message follows/m,
  },
  {
    of: 'Postfix, where a gateway dropped the report',
    says: /^This is the (?:Postfix program|mail system) at host /m,
    recipient: bracketed,
  },
  {
    of: 'OpenSMTPD before 7',
    says: /^[ \t]*This is the MAILER-DAEMON, please DO NOT REPLY to this e-?mail\./m,
    recipient: /^([^\s<>@:]{1,64}@[^\s<>@:]{1,255}): /gm,
    ends: /^[ \t]*Below is a copy of the original message:/m,
  },
  {
    of: 'DragonFly dma',
    says: /^There was an error delivering your mail to </m,
    recipient: /^There was an error delivering your mail to <([^<>\s]{1,320})>/gm,
    ends: /^(?:Message headers follow|Original message follows)\./m,
  },
  {
    of: 'sendmail, and programs that follow it',
    says: /^[ \t]*-{3,5} ?(?:The following addresses had|Transcript of session follows|Non-delivered information)/m,
    recipient: /^(?:554 |>>> )?<?([^\s<>@]{1,64}@[^\s<>@\][]{1,255})>?(?:\.\.\. | <| \[|[ \t]*$)/gm,
  },
  {
    of: 'Yahoo',
    says: /^(?:Sorry, we were unable to deliver your message to the following address|Unable to deliver message to the following address\(es\))\./m,
    recipient: bracketed,
  },
  { of: 'Lotus Notes', says: /^-+ Failure Reasons +-+/m, ends: /^-+ Returned Message -+/m },
  { of: 'Domino', says: /^was not delivered to:$/m },
  { of: 'au (KDDI)', says: /^[ \t]*Could not be delivered to: </m },
  {
    of: 'EZweb (KDDI)',
    says: /^(?:Each of the following recipients was rejected by a remote|The user\(s\) account is |The following recipients did not receive this message)/m,
  },
  {
    of: 'IMail',
    says: /^(?:Unknown user|Invalid final delivery userid|User mailbox exceeds allowed size|Delivery failed \d+ attempts): \S+@/m,
  },
  { of: 'm-FILTER', says: /^-+server message$/m, ends: /^-+SMTP command$/m },
  { of: 'MailFoundry', says: /^Unable to deliver message to: </m },
  { of: 'MailMarshal', says: /^Could not be delivered because of$/m },
  { of: 'InterScan', says: /^(?:\*+ )?Message from InterScan Messaging Security Suite|^Sent <<< RCPT TO:/m },
  {
    of: 'Oracle Messaging Server, PMDF',
    says: /^Your message cannot be delivered to the following recipients:/m,
    recipient: /^[ \t]*Recipient address: ?([^\s<>@]{1,64}@[^\s<>@]{1,255})/gm,
  },
  {
    of: 'Verizon',
    says: /^(?:Error: Invalid user address|Message could not be delivered to mobile\.)$/m,
  },
  {
    of: 'a program that does not name itself',
    says: /^[ \t]*This is an automatically generated Delivery Status Notification\./m,
    recipient: /^[ \t]*\* ([^\s<>@]{1,64}@[^\s<>@]{1,255})/gm,
  },
];
