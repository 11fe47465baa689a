import { isIPv4, isIPv6 } from 'node:net';
import { type DnsType, type DnsValues, MessagingError } from 'postern/adapter';

/** As {@link DnsValues}; a TXT may also be given as its chunks of at most 255 bytes each. */
export type ZoneValues = Omit<DnsValues, 'TXT'> & { readonly TXT: string | readonly string[] };

const chunkBytes = 255;
/** What one record's data can hold, less the length bytes of its chunks. */
const maxTextBytes = 60_000;

type Checks = { readonly [T in DnsType]: (value: ZoneValues[T]) => ZoneValues[T] };

const checks: Checks = {
  A: (value) => (isIPv4(value) ? value : refuse('an A record needs an IPv4 address')),
  AAAA: (value) => (isIPv6(value) ? value : refuse('an AAAA record needs an IPv6 address')),
  CNAME: normalName,
  NS: normalName,
  MX: ({ exchange, priority }) => {
    if (!Number.isInteger(priority) || priority < 0 || priority > 65_535)
      refuse('an MX priority is 0 to 65535');
    return { exchange: exchange === '' || exchange === '.' ? '' : normalName(exchange), priority };
  },
  TXT: (value) => {
    const bytes = textChunks(value).map((chunk) => chunk.length);
    if (bytes.some((length) => length > chunkBytes)) refuse('a chunk of a TXT record has at most 255 bytes');
    if (bytes.reduce((sum, length) => sum + length, 0) > maxTextBytes) refuse('a TXT record is too long');
    return value;
  },
};

/** The value as the zone keeps it; throws `invalid_argument`. */
export function checkedValue<T extends DnsType>(type: T, value: ZoneValues[T]): ZoneValues[T] {
  return checks[type](value);
}

/** Lower case, without the final dot; throws `invalid_argument` for what is no name. */
export function normalName(name: string): string {
  const normal = name.toLowerCase().replace(/\.$/, '');
  const fits = normal.split('.').every((label) => /^[!-~]{1,63}$/.test(label)) && normal.length <= 253;
  return fits ? normal : refuse('a name has labels of 1 to 63 ASCII characters, 253 in all');
}

/** The strings a TXT record is sent as: those given, or the text cut into pieces of 255 bytes. */
export function textChunks(value: string | readonly string[]): Buffer[] {
  if (typeof value !== 'string') return value.map((chunk) => Buffer.from(chunk));
  const bytes = Buffer.from(value);
  const count = Math.max(1, Math.ceil(bytes.length / chunkBytes));
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
  );
}

function refuse(why: string): never {
  throw new MessagingError('invalid_argument', `The zone cannot hold this: ${why}.`);
}
