import { createSign, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { lazily } from 'postern/adapter';

/** What the stand-in signs by. */
export interface SigningCertificate {
  readonly privateKey: KeyObject;
  /** In PEM, signed by itself. */
  readonly pem: string;
}

/** A key of this process's own, made when it is first needed, with its X.509 certificate (RFC 5280), which Node cannot make. */
export const signingCertificate = lazily(async (): Promise<SigningCertificate> => {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const algorithm = tagged(0x30, hex('06092a864886f70d01010b'), hex('0500'));
  const name = tagged(
    0x30,
    tagged(0x31, tagged(0x30, hex('0603550403'), text(0x0c, 'sns.stand-in.example'))),
  );
  const always = tagged(0x30, text(0x18, '19700101000000Z'), text(0x18, '29991231235959Z'));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const version = tagged(0xa0, hex('020102'));
  const body = tagged(0x30, version, hex('020101'), algorithm, name, always, name, key);
  const signature = createSign('RSA-SHA256').update(body).sign(privateKey);
  const whole = tagged(0x30, body, algorithm, tagged(0x03, hex('00'), signature));
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n');
  return { privateKey, pem: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n` };
});

/** A value of DER (X.690 §8.1). */
function tagged(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function text(tag: number, content: string): Buffer {
  return tagged(tag, Buffer.from(content));
}

function hex(digits: string): Buffer {
  return Buffer.from(digits, 'hex');
}
