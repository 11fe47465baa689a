/** How a request to a provider went wrong, in what can be decided by: codes, never a message text. */
export type ProviderFault =
  /** The provider answered, and it was no success. */
  | {
      readonly kind: 'refused';
      /** Of HTTP. A redirect is an answer like any other: it is not followed. */
      readonly status: number;
      /** The provider's own. */
      readonly code?: string | number;
      /** When it may be asked again, in ms, where the provider says so; at most an hour. */
      readonly retryAfterMs?: number;
    }
  /** No answer that can be read. `sent`: the other side may have got the request. */
  | { readonly kind: 'broken'; readonly code: string; readonly sent: boolean };

/** Carries a {@link ProviderFault}. Says nothing of what was sent, and has no cause that could: errors of HTTP clients hold credentials and body. */
export class ProviderError extends Error {
  /** Always `ProviderError`. */
  override readonly name = 'ProviderError';
  /** What went wrong. */
  readonly fault: ProviderFault;

  constructor(provider: string, fault: ProviderFault) {
    super(`${provider}: ${fault.kind === 'broken' ? fault.code : `HTTP ${fault.status}`}`);
    this.fault = fault;
  }
}

/** The other side answered a success that cannot be read: what was asked for may be done. */
export function unreadableAnswer(provider: string): ProviderError {
  return new ProviderError(provider, { kind: 'broken', code: 'EBADANSWER', sent: true });
}

/** Whether the provider answered with one of these statuses: `isRefusedWith(error, 404)` where what is to be deleted is gone already. */
export function isRefusedWith(error: unknown, ...statuses: readonly number[]): boolean {
  if (!(error instanceof ProviderError) || error.fault.kind !== 'refused') return false;
  return statuses.includes(error.fault.status);
}

/** What OpenSSL and Node say of a certificate or a handshake: waiting mends neither. */
