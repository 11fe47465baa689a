/**
 * Every provider's adapter through `prism proxy` to its stand-in: whatever the adapter asks, and whatever the stand-in answers, has to be as
 * the provider's own OpenAPI document says. The documents are not part of this repository: POSTERN_OPENAPI names their folder.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startPostmarkStandIn } from '@postern/postmark/testing';
import { startResendStandIn } from '@postern/resend/testing';
import { startSesStandIn } from '@postern/ses/testing';
import { startTwilioStandIn } from '@postern/twilio/testing';
import { expect, it } from 'vitest';
import { mission as postmark } from '../../adapters/postmark/test/support/mission.ts';
import { mission as resend } from '../../adapters/resend/test/support/mission.ts';
import { mission as ses } from '../../adapters/ses/test/support/mission.ts';
import { mission as twilio } from '../../adapters/twilio/test/support/mission.ts';
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

interface Provider<S extends StandIn> {
  /** Makes every call of the adapter once. */
  readonly mission: (baseUrl: string, standIn: S) => Promise<void>;
  readonly start: () => Promise<S>;
  /** The path of the document's server, which its paths do not repeat. */
  readonly base?: string;
  /** Violations that are the document's fault, each with its reason. */
  readonly excused?: readonly { readonly says: RegExp; readonly because: string }[];
}

function judge<S extends StandIn>(
  document: string,
  { mission, start, base, excused = [] }: Provider<S>,
): void {
  it.skipIf(!present)(`what is asked and what is answered is as ${document} says`, async () => {
    const standIn = await start();
    const at = { document: join(documents, document), upstream: standIn.http.url, base };
    const { calls, violations } = await throughPrism(at, (baseUrl) => mission(baseUrl, standIn));
    await standIn.close();
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

// Of Brevo there is no document that is right: its SDK is the judge.
judge('postmark.json', { mission: postmark, start: startPostmarkStandIn });
judge('resend.yml', { mission: resend, start: startResendStandIn });
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
