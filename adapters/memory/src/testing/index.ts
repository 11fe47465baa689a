export { type ExpectedMessage, TestMessaging, type TestOptions, testMessaging } from './test-messaging.ts';
