/**
 * Every provider's adapter through `prism proxy` to its stand-in: whatever the adapter asks, and whatever the stand-in answers, has to be as
 * the provider's own OpenAPI document says. The documents are not part of this repository: POSTERN_OPENAPI names their folder.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { startMailgunStandIn } from '@postern/mailgun/testing';
import { startPostmarkStandIn } from '@postern/postmark/testing';
import { startResendStandIn } from '@postern/resend/testing';
import { startSendGridStandIn } from '@postern/sendgrid/testing';
import { startSesStandIn } from '@postern/ses/testing';
import { startTwilioStandIn } from '@postern/twilio/testing';
import { startVonageStandIn } from '@postern/vonage/testing';
import { expect, it } from 'vitest';
import { mission as mailgun } from '../../adapters/mailgun/test/support/mission.ts';
import { mission as postmark } from '../../adapters/postmark/test/support/mission.ts';
import { mission as resend } from '../../adapters/resend/test/support/mission.ts';
import { mission as sendgrid } from '../../adapters/sendgrid/test/support/mission.ts';
import { mission as ses } from '../../adapters/ses/test/support/mission.ts';
import { mission as twilio } from '../../adapters/twilio/test/support/mission.ts';
import { mission as vonage } from '../../adapters/vonage/test/support/mission.ts';
import { throughPrism } from './prism.ts';

const documents = process.env.POSTERN_OPENAPI ?? '../shared/openapi';
const present = existsSync(documents);
if (!present)
  console.warn(
    `\n*** test:openapi DOES NOT RUN: there are no OpenAPI documents in ${documents}. Set POSTERN_OPENAPI. ***\n`,
  );

interface StandIn {
  readonly http: { readonly url: string };
  close(): Promise<void>;
}

/** An OpenAPI document; of whoever corrects it, it is known what is there. */
// biome-ignore lint/suspicious/noExplicitAny: JSON of somebody else's.
type Document = any;

interface Provider<S extends StandIn> {
  /** Makes every call of the adapter once. */
  readonly mission: (baseUrl: string, standIn: S) => Promise<void>;
  readonly start: () => Promise<S>;
  /** The path of the document's server, which its paths do not repeat. */
  readonly base?: string;
  /** What is wrong in a document of JSON, put right in a copy before it judges. */
  readonly corrected?: readonly { readonly by: (document: Document) => void; readonly because: string }[];
  /** Violations that are the document's fault, each with its reason. */
  readonly excused?: readonly { readonly says: RegExp; readonly because: string }[];
}

function judge<S extends StandIn>(
  document: string,
  { mission, start, base, corrected = [], excused = [] }: Provider<S>,
): void {
  it.skipIf(!present)(`what is asked and what is answered is as ${document} says`, async () => {
    const standIn = await start();
    const path = put(join(documents, document), corrected);
    const at = { document: path, upstream: standIn.http.url, base };
    const { calls, violations } = await throughPrism(at, (baseUrl) => mission(baseUrl, standIn));
    await standIn.close();
    if (corrected.length > 0) rmSync(dirname(path), { recursive: true });
    expect(calls.length).toBeGreaterThan(0);
    const serious = violations
      .map(({ call, says }) => `${call}: ${says}`)
      .filter((said) => {
        const excuse = excused.find(({ says }) => says.test(said));
        if (excuse) console.info(`${said}. Excused: ${excuse.because}`);
        return !excuse;
      });
    expect(serious).toEqual([]);
  });
}

/** The document, or a copy with what is corrected in it. */
function put(path: string, corrected: NonNullable<Provider<StandIn>['corrected']>): string {
  if (corrected.length === 0) return path;
  const document = JSON.parse(readFileSync(path, 'utf8'));
  for (const { by } of corrected) by(document);
  const copy = join(mkdtempSync(join(tmpdir(), 'postern-openapi-')), basename(path));
  writeFileSync(copy, JSON.stringify(document));
  return copy;
}

// Of Brevo there is no document that is right: its SDK is the judge.
judge('mailgun.yml', {
  mission: mailgun,
  start: startMailgunStandIn,
  excused: [
    {
      says: /\/messages: request\.body\.(to|attachment|inline): .* must be array/,
      because: 'The document has lists there; of a form with one such part prism makes no list.',
    },
  ],
});
judge('postmark.json', { mission: postmark, start: startPostmarkStandIn });
judge('resend.yml', { mission: resend, start: startResendStandIn });
judge('sendgrid.json', {
  mission: sendgrid,
  start: startSendGridStandIn,
  base: '/v3',
  excused: [
    {
      says: /^DELETE \/v3\/whitelabel\/domains\/\d+: response/,
      because: 'It wants JSON with a 204, which has no body (RFC 9110, section 15.3.5).',
    },
  ],
});
judge('ses.json', {
  mission: ses,
  start: startSesStandIn,
  excused: [
    {
      says: /^GET \/v2\/email\/identities\/\S+: .*Unable to match the returned status code/,
      because: 'It numbers the errors of a call from 480 on, which no answer of SES bears.',
    },
  ],
});
judge('twilio.json', {
  mission: twilio,
  start: startTwilioStandIn,
  excused: [
    {
      says: /Messages\.json: response\.body\.uri: .*format/,
      because: 'Twilio answers a path, which its own SDK follows.',
    },
  ],
});
judge('vonage-messages.json', {
  mission: vonage,
  start: startVonageStandIn,
  corrected: [
    {
      because: 'Its one path is "/", below the whole URL: prism would ask for "/v1/messages/".',
      by: (document) => {
        document.paths = { '/v1/messages': document.paths['/'] };
      },
    },
    {
      because: '"message" is of version 0.1; version 1 has no such field.',
      by: ({ components }) => {
        const { baseMessageType } = components.schemas;
        baseMessageType.required = baseMessageType.required.filter((name: string) => name !== 'message');
      },
    },
    {
      because: 'An answer has to fit exactly one of five schemas that are the same.',
      by: ({ paths }) => {
        const content = paths['/v1/messages'].post.responses['202'].content['application/json'];
        content.schema = content.schema.oneOf[0];
      },
    },
  ],
});
