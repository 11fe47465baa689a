import { domainToUnicode } from 'node:url';

/** Text with its domains as people write them: `bücher.example` for `xn--bcher-kva.example`. For sentences only: DNS and SMTP take the other. */
export function readableDomain(text: string): string {
  return text.replace(/(?<![\w-])xn--[a-z0-9-]+/gi, (label) => domainToUnicode(label) || label);
}
