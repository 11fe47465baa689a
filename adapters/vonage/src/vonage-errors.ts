import type { ErrorRule } from 'postern/adapter';
import { z } from 'zod';

const credentials = 'Check the application, its private key and its capability Messages.';
const account = 'Look into the account at Vonage.';
const credit = 'Top up the account at Vonage.';
const sender = 'A name as sender does not work in every country: use a number of yours for this one.';
const start = 'They can allow it again by sending START.';
const approve = 'Until the account is upgraded, add the number to its test numbers at Vonage.';

/**
 * A refusal is told by its title, in lower case with `-`, or by the parameter that is wrong; a report by its number. The numbers in a refusal's
 * `type` are of another list, in which they mean other things. https://developer.vonage.com/en/api-errors/messages.
 */
export const errorRules: readonly ErrorRule[] = [
  { codes: ['invalid-recipient', 'to'], class: 'recipient' },
  { codes: ['invalid-sender', 'from'], class: 'sender', hint: sender },
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
  { codes: [1240], class: 'opted_out', hint: start },
  { codes: [1040, 1170, 1190, 1300, 1310], class: 'recipient' },
  { codes: [1050, 1210, 1270, 1280], class: 'blocked' },
  { codes: [1160], class: 'blocked', hint: approve },
  { codes: [1120], class: 'sender', hint: sender },
  { codes: [1010, 1020, 1021, 1022, 1090, 1130, 1150, 1320], class: 'content' },
  { codes: [1060, 1080, 1110, 1140], class: 'configuration', hint: account },
  { codes: [1070], class: 'configuration', hint: credit },
  { codes: [1000, 1241], class: 'throttled' },
  {
    codes: [1030, 1100, 1180, 1200, 1220, 1230, 1250, 1260, 1290, 1330, 1340, 1350, 1360, 1370],
    class: 'undelivered',
  },
  { status: ['401', '403'], class: 'configuration', hint: credentials },
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
