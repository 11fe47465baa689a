import {
  type ExpectedRecord,
  type Mailbox,
  MessagingError,
  type OwnCodeRegistry,
  type ProviderCodeRegistry,
  type ProviderLinkRegistry,
  type RecordCheck,
  type RegistryContext,
  readOptions,
  type SenderIdentity,
  type SenderRegistry,
} from 'postern/adapter';

/** What the provider is, and how it behaves. */
export interface MemoryRegistryOptions<Kind extends SenderRegistry['codeSentBy']> {
  /** Who confirms an address: we do, a code that the provider mails, or a link that it mails. */
  readonly codeSentBy: Kind;
  /** What its records are named by: a lower-case DNS label. Default `memory`. */
  readonly name?: string;
  /** With `us`: the sender our code mail leaves with. Default: the sender being validated. */
  readonly codeSender?: Mailbox;
  /** Otherwise: whether the provider has a call for mailing it again. Default `true`. */
  readonly resends?: boolean;
}

interface Known {
  readonly providerId: string;
  readonly id: string;
  readonly site: string;
  address: string;
  validated: boolean;
  code: string;
}

interface Domain {
  readonly token: string;
  /** Counts the rotations of its key. */
  key: number;
  rotating: boolean;
}

/** A provider's account in memory: senders, domains, what it mailed, and how it fails. */
class MemoryProvider {
  /** Whether the provider agrees to domains whose records are all there; `true` to begin with. */
  agrees = true;
  readonly #name: string;
  readonly #senders = new Map<string, Known>();
  readonly #domains = new Map<string, Domain>();
  readonly #calls: string[] = [];
  #count = 0;
  #failure: (() => MessagingError) | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  /** What it was asked, in order: `register`, `records`, `checked`, … */
  get calls(): readonly string[] {
    return this.#calls;
  }

  /** Every call fails so from now on; without a code all is well again. */
  fail(code?: 'sender_provider_failed' | 'sender_refused'): void {
    const sentence = code && `The provider "${this.#name}" was told to fail.`;
    this.#failure = code && sentence ? () => new MessagingError(code, sentence) : undefined;
  }

  /** The code it mailed to this address last; `undefined` where it mailed none. */
  mailedCode(address: string): string | undefined {
    return this.#at(address).at(-1)?.code;
  }

  /** Takes the address: whoever reads its mail followed the link, or no code is needed any more. */
  accept(address: string): void {
    for (const known of this.#at(address)) known.validated = true;
  }

  /** Makes the sender known, and mails its code or link where it was not. */
  async register(sender: SenderIdentity, context: RegistryContext) {
    this.asked('register', context);
    this.#domain(sender.domain);
    const known = this.find(sender, context) ?? this.#added(sender, context);
    if (known.address !== sender.address) {
      Object.assign(known, { address: sender.address, validated: false, code: this.#code() });
    }
    return { providerId: known.providerId, addressValidated: known.validated };
  }

  /** The domain's records, the same until it is deleted or its key replaced. */
  async records({ domain }: SenderIdentity, context: RegistryContext): Promise<readonly ExpectedRecord[]> {
    this.asked('records', context);
    return this.#records(domain);
  }

  /** `true` where all that is needed passed and it `agrees`. */
  async checked(
    { domain }: SenderIdentity,
    checks: readonly RecordCheck[],
    context: RegistryContext,
  ): Promise<boolean> {
    this.asked('checked', context);
    const known = this.#domains.get(domain);
    if (!known) return false;
    const passed = (record: ExpectedRecord) =>
      checks.some(({ name, status }) => name === record.name && status === 'passed');
    const records = this.#records(domain);
    if (!records.every((record) => record.optional || passed(record))) return false;
    if (known.rotating && records.every(passed))
      Object.assign(known, { key: known.key + 1, rotating: false });
    return this.agrees;
  }

  /** Begins to replace the domain's key. */
  async rotateKeys({ domain }: SenderIdentity, context: RegistryContext): Promise<void> {
    this.asked('rotateKeys', context);
    this.#domain(domain).rotating = true;
  }

  /** Forgets the sender, and its domain unless that is shared. */
  async delete(sender: SenderIdentity, context: RegistryContext): Promise<void> {
    this.asked('delete', context);
    const known = this.find(sender, context);
    if (known) this.#senders.delete(known.providerId);
    if (!context.shared) this.#domains.delete(sender.domain);
  }

  protected asked(call: string, { signal }: RegistryContext): void {
    this.#calls.push(call);
    signal.throwIfAborted();
    if (this.#failure) throw this.#failure();
  }

  protected find({ id, address, providerId }: SenderIdentity, { site }: RegistryContext): Known | undefined {
    const found = [...this.#senders.values()].find(
      (known) => known.site === site && known.id === id && known.address === address,
    );
    return found ?? this.#senders.get(providerId ?? '');
  }

  protected mailAgain(sender: SenderIdentity, context: RegistryContext): void {
    this.asked('resend', context);
    const known = this.find(sender, context);
    if (!known) throw new MessagingError('sender_refused', 'The provider does not know this sender.');
    known.code = this.#code();
  }

  #at(address: string): readonly Known[] {
    return [...this.#senders.values()].filter((known) => known.address === address);
  }

  #added({ id, address }: SenderIdentity, { site }: RegistryContext): Known {
    this.#count += 1;
    const providerId = `${this.#name}-${this.#count}`;
    const known = { id, site, address, providerId, validated: false, code: this.#code() };
    this.#senders.set(providerId, known);
    return known;
  }

  #code(): string {
    this.#count += 1;
    return String(100_000 + this.#count);
  }

  #domain(domain: string): Domain {
    const known = this.#domains.get(domain);
    if (known) return known;
    this.#count += 1;
    const made = { token: `t${this.#count}`, key: 1, rotating: false };
    this.#domains.set(domain, made);
    return made;
  }

  #records(domain: string): readonly ExpectedRecord[] {
    const { token, key, rotating } = this.#domain(domain);
    const dkim = (count: number): ExpectedRecord => ({
      purpose: 'dkim',
      type: 'CNAME',
      name: `${this.#name}${count}._domainkey.${domain}`,
      value: `${token}.dkim.${this.#name}.example`,
    });
    return [
      {
        purpose: 'ownership',
        type: 'TXT',
        name: `_${this.#name}.${domain}`,
        value: `${this.#name}-owner=${token}`,
      },
      dkim(key),
      ...(rotating ? [{ ...dkim(key + 1), optional: true }] : []),
      { purpose: 'dmarc', type: 'TXT', name: `_dmarc.${domain}`, value: 'v=DMARC1; p=none;' },
    ];
  }
}

/** Confirmed by a code of ours. */
export class MemoryOwnCodeRegistry extends MemoryProvider implements OwnCodeRegistry {
  /** Our code. */
  readonly codeSentBy = 'us';
  readonly codeSender?: Mailbox;

  constructor(name: string, codeSender: Mailbox | undefined) {
    super(name);
    if (codeSender) this.codeSender = codeSender;
  }

  /** Makes the sender known; the address is ours to confirm. */
  override async register(sender: SenderIdentity, context: RegistryContext) {
    const { providerId } = await super.register(sender, context);
    return { providerId, addressValidated: false };
  }
}

/** Confirmed by a code that the provider mails. */
export class MemoryCodeRegistry extends MemoryProvider implements ProviderCodeRegistry {
  /** The provider's code. */
  readonly codeSentBy = 'provider';
  readonly resend?: NonNullable<ProviderCodeRegistry['resend']>;

  constructor(name: string, resends: boolean) {
    super(name);
    if (resends) this.resend = async (sender, context) => this.mailAgain(sender, context);
  }

  async confirmCode(sender: SenderIdentity, code: string, context: RegistryContext): Promise<boolean> {
    this.asked('confirmCode', context);
    const known = this.find(sender, context);
    if (known?.code !== code) return false;
    known.validated = true;
    return true;
  }

  async addressValidated(sender: SenderIdentity, context: RegistryContext): Promise<boolean> {
    this.asked('addressValidated', context);
    return this.find(sender, context)?.validated ?? false;
  }
}

/** Confirmed by a link that the provider mails. */
export class MemoryLinkRegistry extends MemoryProvider implements ProviderLinkRegistry {
  /** The provider's link. */
  readonly codeSentBy = 'link';
  readonly resend?: NonNullable<ProviderLinkRegistry['resend']>;

  constructor(name: string, resends: boolean) {
    super(name);
    if (resends) this.resend = async (sender, context) => this.mailAgain(sender, context);
  }

  async addressValidated(sender: SenderIdentity, context: RegistryContext): Promise<boolean> {
    this.asked('addressValidated', context);
    return this.find(sender, context)?.validated ?? false;
  }
}

/** What there is for each way to confirm an address. */
interface MemoryRegistries {
  readonly us: MemoryOwnCodeRegistry;
  readonly provider: MemoryCodeRegistry;
  readonly link: MemoryLinkRegistry;
}

const makers: {
  readonly [Kind in keyof MemoryRegistries]: (
    name: string,
    options: MemoryRegistryOptions<Kind>,
  ) => MemoryRegistries[Kind];
} = {
  us: (name, { codeSender }) => new MemoryOwnCodeRegistry(name, codeSender),
  provider: (name, { resends = true }) => new MemoryCodeRegistry(name, resends),
  link: (name, { resends = true }) => new MemoryLinkRegistry(name, resends),
};

/**
 * A provider that sets senders up, in memory: for `memoryTransport({ senders: memoryRegistry({ codeSentBy: 'link' }) })`. It asks
 * for an ownership TXT, a DKIM CNAME and DMARC.
 * @throws MessagingError `invalid_config`
 */
export function memoryRegistry<Kind extends SenderRegistry['codeSentBy']>(
  options: MemoryRegistryOptions<Kind>,
): MemoryRegistries[Kind] {
  return readOptions('memoryRegistry', options, () => {
    const { codeSentBy, name = 'memory' } = options;
    if (!Object.hasOwn(makers, codeSentBy))
      throw new MessagingError(
        'invalid_config',
        'memoryRegistry: "codeSentBy" is "us", "provider" or "link".',
      );
    if (!/^[a-z][a-z0-9-]{0,40}$/.test(name))
      throw new MessagingError('invalid_config', 'memoryRegistry: "name" is a lower-case DNS label.');
    return makers[codeSentBy](name, options);
  });
}
