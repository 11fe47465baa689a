import { testMessaging } from '@postern/memory/testing';
import { describe, expect, it } from 'vitest';

/** Rows in the form of other services' exports, after their documentation and public samples; the people in them are made up. */
const exports = {
  SendGrid: `status,reason,email,created
5.1.1,"550 5.1.1 The email account that you tried to reach does not exist, sorry",Jo@people.example,1700000000
5.1.2,"550 5.1.2 unrouteable mail domain ""people.example""",al@people.example,1700000001`,
  Mailgun: `address,code,error,created_at
jo@people.example,550,"5.1.1 No such user, really","Thu, 13 Oct 2011 18:02:00 GMT"
al@people.example,550,,"Mon, 02 Jan 2006 15:04:05 MST"`,
  Mandrill: `email,reason,detail,created_at,expires_at,last_event_at,expires_at,subaccount
jo@people.example,hard-bounce,"smtp;550 5.1.10 RecipientNotFound","2015-12-18 17:49:49.74724","2016-01-28 19:44:39","2016-01-14 19:44:39.83638","2016-01-28 19:44:39",
al@people.example,unsub,,"2016-01-14 19:08:17","2016-01-21 19:08:17","2016-01-14 19:08:17","2016-01-21 19:08:17",`,
  Mailchimp: `"First Name","Address","Phone Number","Email Address","MEMBER_RATING","OPTIN_TIME","UNSUB_TIME","UNSUB_REASON","LEID"
Jo,"1 High Street, London","+44 7400 123456",jo@people.example,2,"2015-01-01 10:00:00","2016-10-10 19:45:12","N/A (Unsubscribed by admin)",123
Al,,,al@people.example,2,,"2016-10-11 19:45:12","No longer interested",124`,
  'Amazon SES': `EmailAddress,Reason,LastUpdateTime
jo@people.example,BOUNCE,2020-04-10T21:03:05Z
al@people.example,COMPLAINT,2020-04-11T21:03:05.123Z`,
};

async function imported(csv: string, options = {}) {
  const { messaging } = await testMessaging();
  const { suppressions } = messaging.email;
  const result = await suppressions.import(csv, options);
  const { items } = await suppressions.list();
  const entries = items
    .map(({ address, reason, at }) => `${address} ${reason} ${at.toISOString()}`)
    .toSorted();
  return { result, entries };
}

describe('importing what another service has exported', () => {
  it.each([
    [
      'SendGrid',
      [
        'al@people.example bounced 2023-11-14T22:13:21.000Z',
        'jo@people.example bounced 2023-11-14T22:13:20.000Z',
      ],
    ],
    [
      'Mandrill',
      [
        'al@people.example opted_out 2016-01-14T19:08:17.000Z',
        'jo@people.example bounced 2015-12-18T17:49:49.747Z',
      ],
    ],
    [
      'Amazon SES',
      [
        'al@people.example complained 2020-04-11T21:03:05.123Z',
        'jo@people.example bounced 2020-04-10T21:03:05.000Z',
      ],
    ],
  ] as const)('reads the reasons and times of %s', async (service, entries) => {
    const read = await imported(exports[service]);
    expect(read.result).toMatchObject({ added: 2, wrong: 0 });
    expect(read.entries).toEqual(entries);
  });

  it.each([
    [
      'Mailgun',
      'bounced',
      [
        'al@people.example bounced 2006-01-02T22:04:05.000Z',
        'jo@people.example bounced 2011-10-13T18:02:00.000Z',
      ],
    ],
    [
      'Mailchimp',
      'opted_out',
      [
        'al@people.example opted_out 2016-10-11T19:45:12.000Z',
        'jo@people.example opted_out 2016-10-10T19:45:12.000Z',
      ],
    ],
  ] as const)('gives rows of %s, which name no reason, the one chosen', async (service, reason, entries) => {
    const read = await imported(exports[service], { reason });
    expect(read.result).toMatchObject({ added: 2, wrong: 0 });
    expect(read.entries).toEqual(entries);
  });

  it('takes a reply that is not about the mailbox for no reason, unless the list is said to be of one kind', async () => {
    const csv = `status,reason,email,created
5.7.1,"550 5.7.1 Message blocked, see 15.1.1 and 5.1.15",jo@people.example,1700000000
4.2.2,452 4.2.2 Mailbox full,al@people.example,1700000001`;
    const { result } = await imported(csv, { reason: 'bounced' });
    expect(result).toMatchObject({
      added: 0,
      problems: [
        { row: 2, code: 'reason_unknown' },
        { row: 3, code: 'reason_unknown' },
      ],
    });
    const all = await imported(csv, { reason: 'complained', ignoreReasons: true });
    expect(all.result).toMatchObject({ added: 2, wrong: 0 });
    expect(all.entries.every((entry) => entry.includes(' complained '))).toBe(true);
  });

  it('reads numbers where a file has both, in the channel of numbers', async () => {
    const { messaging } = await testMessaging();
    const { suppressions } = messaging.sms;
    const result = await suppressions.import(exports.Mailchimp, { reason: 'opted_out' });
    expect(result).toMatchObject({ added: 1, problems: [{ row: 3, code: 'address_missing' }] });
    expect(await suppressions.of('+447400123456')).toMatchObject([{ reason: 'opted_out' }]);
  });

  it('refuses a time that may be two days, however it is written', async () => {
    const { result } = await imported('email,date\njo@people.example,03/04/2026 10:00:00');
    expect(result.problems).toEqual([{ row: 2, code: 'date_invalid' }]);
  });
});
