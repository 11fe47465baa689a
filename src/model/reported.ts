/**
 * What became of a message that had been taken, as a provider's webhook or a bounce tells it: each one's parameters, by its code. `answer` is
 * what the other side said, word for word, to the end of the text; absent where it said nothing.
 */
export interface ReportedParameters {
  /** It came back from the recipient's mail server. */
  came_back: { readonly answer?: string };
  /** It came back, and would again. */
  came_back_for_good: { readonly answer?: string };
  /** It came back, and may arrive another time. */
  came_back_for_now: { readonly answer?: string };
  /** A mail server on the way tries on. */
  still_trying: { readonly answer?: string };
  /** The provider knows that nobody is reached there. */
  no_such_address: { readonly provider: string; readonly answer?: string };
  /** The provider sends nothing to this recipient. */
  recipient_blocked: { readonly provider: string; readonly answer?: string };
  /** A network or a mail server on the way refused it. */
  refused_on_way: { readonly answer?: string };
  /** The provider took it and sent nothing, for a reason of the sender's. */
  not_sent_for_sender: { readonly provider: string; readonly answer?: string };
  /** The provider took it and sent nothing. */
  not_sent: { readonly provider: string; readonly answer?: string };
  /** Somebody canceled it at the provider. */
  canceled_there: { readonly provider: string };
  /** The recipient has unsubscribed at the provider. */
  unsubscribed_there: { readonly provider: string };
  /** The provider's scanner found a virus. */
  virus_found: { readonly provider: string };
  /** The provider could not make a mail of it: of a template of the provider's. */
  not_written: { readonly provider: string };
  /** The recipient's mail server does not take the content: its size, its kind, an attachment. */
  content_refused_there: unknown;
}
