import { isMessagingError, type MessagingErrorCode } from 'postern';
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

/** Every refusal of the core as an HTTP status. A code added there fails to compile here until it has one. */
const statuses: Readonly<Record<MessagingErrorCode, number>> = {
  invalid_message: 400,
  invalid_address: 400,
  invalid_phone: 400,
  invalid_time: 400,
  invalid_cursor: 400,
  invalid_argument: 400,
  code_malformed: 400,
  unknown_site: 404,
  consumer_not_found: 404,
  sender_not_found: 404,
  message_not_found: 404,
  template_not_found: 404,
  sender_not_ready: 409,
  sender_exists: 409,
  illegal_status: 409,
  idempotency_conflict: 409,
  consumer_unreachable: 422,
  sender_refused: 422,
  code_wrong: 422,
  code_expired: 422,
  template_invalid: 422,
  template_data_invalid: 422,
  code_too_soon: 429,
  invalid_config: 500,
  transactions_unsupported: 500,
  sender_provider_failed: 502,
  channel_unavailable: 503,
  transport_misconfigured: 503,
  transport_unavailable: 503,
  storage_not_ready: 503,
};

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
    const status = statuses[error.code] ?? 500;
    // These speak of the host's own configuration: the user can act on the sentence, and the host should hear of it too.
    return { status, body: { error: { code, message, details: { ...details } } }, expected: status < 500 };
  }
  const message = 'Something went wrong. It has been reported; try again later.';
  return { status: 500, body: { error: { code: 'internal', message, details: {} } }, expected: false };
}
