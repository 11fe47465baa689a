/**
 * A `Messaging` for the tests of your service: on memory, with a clock that stands until it is moved, a sender that is
 * ready, and assertions about what was sent.
 *
 * @example
 * ```ts
 * import { testMessaging } from '@postern/memory/testing';
 *
 * const t = await testMessaging();
 * await t.messaging.email.send({ to: { address: 'ada@customer.example' }, subject: 'Hello', text: 'Hello Ada' });
 * await t.deliverAll();
 * t.expectSent({ to: 'ada@customer.example', subject: 'Hello' });
 * ```
 *
 * @packageDocumentation
 */
export { type ExpectedMessage, TestMessaging, type TestOptions, testMessaging } from './test-messaging.ts';
