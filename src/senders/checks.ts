/** What is looked at when a sender is set up. It brings long lists along (mail providers, throw-away domains, public suffixes): `set-up.ts` loads it. */
export { checkDomain } from './domain/domain-check.ts';
export { domainState, judgeDomain } from './domain/email-domain.ts';
export { checkSenderAddress, checkSenderName, checkTakesMail } from './sender-checks.ts';
