import { type ErrorRule, noteText } from 'postern/adapter';
import { z } from 'zod';

/** As sentences name it. */
export const provider = 'Vonage';

const credit = noteText({ code: 'no_credit', provider });
const unfitName = noteText({ code: 'name_unfit_for_country' });

/**
 * A refusal is told by its title, in lower case with `-`, or by the parameter that is wrong; a report by its number. The numbers in a refusal's
 * `type` are of another list, in which they mean other things. https://developer.vonage.com/en/api-errors/messages.
 */
export const errorRules: readonly ErrorRule[] = [
  { codes: ['invalid-recipient', 'to'], class: 'recipient' },
  { codes: ['invalid-sender', 'from'], class: 'sender', hint: unfitName },
  {
    codes: [
      'invalid-params',
      'invalid-channel-parameters',
      'invalid-message-type',
      'invalid-client-reference',
      'unsupported-channel',
      'text',
    ],
    class: 'content',
  },
  { codes: ['low-balance'], status: ['402'], class: 'configuration', hint: credit },
  { codes: ['rate-limit-hit'], class: 'throttled' },
  { codes: ['internal-error'], class: 'ambiguous' },
  { codes: [1240], class: 'opted_out', hint: noteText({ code: 'opt_in_by_start' }) },
  { codes: [1040, 1170, 1190, 1300, 1310], class: 'recipient' },
  { codes: [1050, 1210, 1270, 1280], class: 'blocked' },
  { codes: [1160], class: 'blocked', hint: noteText({ code: 'test_numbers_only', provider }) },
  { codes: [1120], class: 'sender', hint: unfitName },
  { codes: [1010, 1020, 1021, 1022, 1090, 1130, 1150, 1320], class: 'content' },
  {
    codes: [1060, 1080, 1110, 1140],
    class: 'configuration',
    hint: noteText({ code: 'check_account', provider }),
  },
  { codes: [1070], class: 'configuration', hint: credit },
  { codes: [1000, 1241], class: 'throttled' },
  {
    codes: [1030, 1100, 1180, 1200, 1220, 1230, 1250, 1260, 1290, 1330, 1340, 1350, 1360, 1370],
    class: 'undelivered',
  },
  {
    status: ['401', '403'],
    class: 'configuration',
    hint: noteText({
      code: 'check_permissions',
      options: ['applicationId', 'privateKey'],
      provider,
      place: 'Capabilities, Messages',
    }),
  },
];

const known = new Set(errorRules.flatMap(({ codes }) => codes ?? []).map((code) => `${code}`));

const problem = z.object({
  title: z.string().max(200),
  invalid_parameters: z
    .array(z.object({ name: z.string() }))
    .optional()
    .catch(undefined),
});

/** Of an answer's body (RFC 9457): what stands in the table above. Any other word may be anybody's text. */
export function refusalCode(body: unknown): string | undefined {
  const { data } = problem.safeParse(body);
  if (!data) return undefined;
  const title = data.title.toLowerCase().replaceAll(' ', '-');
  return [data.invalid_parameters?.[0]?.name, title].find((code) => code !== undefined && known.has(code));
}

const reportError = z.object({
  type: z.string().max(500).optional().catch(undefined),
  title: z
    .union([z.string().max(20), z.number()])
    .optional()
    .catch(undefined),
});

/** Of a report's `error`: its number, which stands as the title and at the end of the type. */
export function reportCode(error: unknown): string | undefined {
  const { title = '', type = '' } = reportError.safeParse(error).data ?? {};
  const [number] = /^\d{1,6}$/.exec(`${title}`) ?? [];
  return number ?? /#(\d{1,6})$/.exec(type)?.[1];
}
