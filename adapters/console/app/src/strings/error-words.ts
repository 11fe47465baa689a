import type { MessagingErrorCode } from 'postern';
import type { ConsoleErrorCode } from '../../../src/contract.ts';

/** Facts of an error, by name; what they are is said by its code. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** What can go wrong with a call: what the service and the console refuse, no answer, and one that cannot be read. */
type ErrorCode = MessagingErrorCode | ConsoleErrorCode | 'network' | 'bad_answer';

/** A sentence for each code, so that none is told in the server's English. */
export type ErrorWords = Readonly<Record<ErrorCode, (details: ErrorDetails) => string>>;
