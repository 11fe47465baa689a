/** What is looked at when a sender is set up. It brings long lists along (mail providers, throw-away domains, public suffixes): `set-up.ts` loads it. */
export { checkDomain, overall } from './domain/domain-check.ts';
export { checksOf, domainState, judgeDomain, wantedOf } from './domain/email-domain.ts';
export { checkSenderAddress, checkSenderName, checkTakesMail } from './sender-checks.ts';
