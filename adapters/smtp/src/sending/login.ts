import type { SMTPConnectionAuth } from 'nodemailer/lib/smtp-connection';
import type { SmtpAuth } from '../smtp-options.ts';
import type { Nodemailer } from './nodemailer.ts';

/** What nodemailer logs in with. `keepSecret` is told every text that stands for the credentials on the wire. */
export function loginOf(
  auth: SmtpAuth,
  { XOAuth2 }: Pick<Nodemailer, 'XOAuth2'>,
  keepSecret: (secret: string) => void,
): SMTPConnectionAuth {
  const { user } = auth;
  if ('pass' in auth) {
    const { pass } = auth;
    for (const text of [`\0${user}\0${pass}`, pass]) keepSecret(Buffer.from(text).toString('base64'));
    keepSecret(pass);
    return { user, credentials: { user, pass } };
  }
  const oauth2 = new XOAuth2({
    user,
    provisionCallback: (_user, _renew, done) => {
      const asked = Promise.resolve().then(auth.accessToken);
      asked.then(
        (token) => {
          keepSecret(oauth2.buildXOAuth2Token(token));
          keepSecret(token);
          done(null, token);
        },
        // The host's own error may hold the token request; that there is no token is all that is passed on.
        () => done(new Error('No access token')),
      );
    },
  });
  return { user, oauth2 };
}
