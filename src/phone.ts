/**
 * Phone numbers as people write them, read into the form they are sent to. An entry of its own: it loads the numbering plans of all
 * countries, which `postern` itself loads only when it first reads a number.
 *
 * @example
 * ```ts
 * import { parsePhone } from 'postern/phone';
 *
 * const { number, warning } = parsePhone('07400 123456', 'GB'); // throws invalid_phone
 * console.log(number, warning); // +447400123456 undefined
 * ```
 *
 * @packageDocumentation
 */
export { type PhoneNumber, parsePhone } from './model/phone.ts';
