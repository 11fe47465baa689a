import { httpStatus, isMessagingError } from 'postern';
import type { ConsoleErrorCode, ErrorAnswer } from './contract.ts';

/** A refusal of the console's own. */
export class ConsoleError extends Error {
  override readonly name = 'ConsoleError';
  readonly status: number;
  readonly code: ConsoleErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: ConsoleErrorCode,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

interface Answer {
  readonly status: number;
  readonly body: ErrorAnswer;
  /** `false`: nobody foresaw it, and the host has to be told. */
  readonly expected: boolean;
}

export function answerTo(error: unknown): Answer {
  if (error instanceof ConsoleError) {
    const { status, code, message, details } = error;
    return { status, body: { error: { code, message, details: { ...details } } }, expected: true };
  }
  if (isMessagingError(error)) {
    const { code, message, details } = error;
    const status = httpStatus[error.code] ?? 500;
    // These speak of the host's own configuration: the user can act on the sentence, and the host should hear of it too.
    return { status, body: { error: { code, message, details: { ...details } } }, expected: status < 500 };
  }
  const message = 'Something went wrong. It has been reported; try again later.';
  return { status: 500, body: { error: { code: 'internal', message, details: {} } }, expected: false };
}
