/**
 * Who holds a domain, by the Public Suffix List. An entry of its own: it loads the list, which `postern` itself loads only where a
 * sender is set up.
 *
 * @example
 * ```ts
 * import { isPublicSuffix, registrableDomain } from 'postern/public-suffix';
 *
 * console.log(registrableDomain('mail.acme.co.uk')); // acme.co.uk
 * console.log(isPublicSuffix('co.uk')); // true
 * ```
 *
 * @packageDocumentation
 */
export { isPublicSuffix, registrableDomain } from './model/public-suffix.ts';
