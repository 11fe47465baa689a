/** The channels; they share one life cycle and one implementation. */
export type Channel = 'email' | 'sms';
