import type { ErrorAnswer } from '../../../src/contract.ts';
import { allShown } from '../strings/shown.ts';

type Refusal = ErrorAnswer['error'] & { readonly status: number };

/** A refusal by the server, or no answer at all (`network`). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** The HTTP status; 0 where there was no answer. */
  readonly status: number;

  constructor({ code, message, details, status }: Refusal, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.details = details;
    this.status = status;
  }
}

/** What the server says went wrong; a proxy in between may answer something else. */
export async function readError(response: Response): Promise<ApiError> {
  const { status } = response;
  const answer = allShown(await response.json().catch(() => undefined));
  if (isErrorAnswer(answer)) return new ApiError({ ...answer.error, status });
  return new ApiError({
    code: status === 401 ? 'unauthorized' : 'bad_answer',
    message: '',
    details: {},
    status,
  });
}

function isErrorAnswer(answer: unknown): answer is ErrorAnswer {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return false;
  const { error } = answer;
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    'message' in error &&
    typeof error.message === 'string' &&
    'details' in error &&
    typeof error.details === 'object' &&
    error.details !== null
  );
}

/** Where one signs in, if the host says so. */
export function signInUrlOf(error: unknown): string | undefined {
  if (!(error instanceof ApiError) || error.status !== 401) return undefined;
  const { signInUrl } = error.details;
  return typeof signInUrl === 'string' ? signInUrl : undefined;
}
