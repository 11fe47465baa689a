import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { isMessagingError } from '../errors.ts';
import type { SenderRegistry } from '../interfaces/sender-registry.ts';
import type { Runner } from './runner.ts';
import { sharedDomainTests } from './sender-registry-domains.ts';
import type {
  RegistryScenario,
  SenderRegistryHarness,
  SenderRegistrySuiteOptions,
} from './sender-registry-harness.ts';
import { confirm, type RegistryTest, Subject } from './sender-registry-subject.ts';

/** After an abort a registry ends within this time, in ms. */
const promptMs = 5_000;
const hourMs = 3_600_000;

/** Everything the core relies on in a {@link SenderRegistry}. `open` is called once for each test. */
export function senderRegistrySuite(
  runner: Runner,
  open: () => Promise<SenderRegistryHarness>,
  { cannot = [] }: SenderRegistrySuiteOptions = {},
): void {
  const test = (name: string, body: (context: RegistryTest) => Promise<void>) =>
    runner.it(name, async () => {
      const harness = await open();
      try {
        const { registry } = harness;
        await body({ harness, registry, subject: (of) => new Subject(registry, of) });
      } finally {
        await harness.close();
      }
    });

  /** A test of what can be brought about at the provider. */
  const scenario = (
    what: RegistryScenario,
    name: string,
    body: (context: RegistryTest, bring: () => void | Promise<void>) => Promise<void>,
  ) => {
    if (cannot.includes(what)) return;
    test(name, async (context) => {
      const { harness } = context;
      assert.ok(harness[what], `the harness is able to ${what}, or the suite is told that it cannot happen`);
      await body(context, () => harness[what]?.());
    });
  };

  runner.describe('sender registry', () => {
    test('a sender may be registered again, and its records stay the same', async ({ subject }) => {
      const one = subject();
      await one.register();
      const { providerId } = one.sender;
      const records = await one.records();
      await one.register();
      assert.equal(one.sender.providerId, providerId);
      one.now = new Date(one.now.getTime() + hourMs);
      assert.deepEqual(await one.records(), records);
      one.sender = { ...one.sender, name: 'Acme Ltd' };
      await one.register();
      assert.equal(one.sender.providerId, providerId);
      assert.deepEqual(await one.records(), records);
    });

    test('a sender is found again where the answer to its registration was lost', async ({ subject }) => {
      const one = subject();
      const identity = one.sender;
      await one.register();
      const records = await one.records();
      one.sender = identity;
      await one.register();
      assert.deepEqual(await one.records(), records);
      await one.delete();
    });

    test('the records lie in the domain, each once', async ({ subject }) => {
      for (const domain of ['acme.example', 'mail.acme.example']) {
        const one = subject({ domain });
        await one.register();
        const records = await one.records();
        for (const { name, value } of records) {
          assert.ok(name === domain || name.endsWith(`.${domain}`), `${name} is in ${domain}`);
          assert.equal(name, name.toLowerCase());
          assert.ok(value.length > 0 && value === value.trim(), `${name} has a value`);
        }
        const keys = records.map(({ type, name, value }) => `${type} ${name} ${value}`);
        assert.deepEqual([...new Set(keys)], keys);
      }
    });

    test('a domain is validated only once every record that is needed passed', async ({ subject }) => {
      const one = subject();
      await one.register();
      const records = await one.records();
      for (const { name, optional } of records.filter((record) => !record.optional)) {
        for (const status of ['failed', 'unknown'] as const) {
          assert.equal(await one.checked({ [name]: status }), false, `${name}: ${status}`);
        }
        assert.ok(!optional);
      }
      assert.equal(await one.checked(), true);
      assert.equal(await one.checked(), true);
    });

    scenario(
      'disagree',
      'a domain is validated only once the provider agrees',
      async ({ harness, subject }, disagree) => {
        const one = subject();
        await one.register();
        await disagree();
        assert.equal(await one.checked(), false);
        await harness.agree();
        // It need not ask its provider again at once.
        one.now = new Date(one.now.getTime() + hourMs);
        assert.equal(await one.checked(), true);
      },
    );

    test('new keys are needed only once they passed, where keys can be replaced', async ({
      registry,
      subject,
    }) => {
      if (!registry.rotateKeys) return;
      const one = subject();
      await one.register();
      assert.equal(await one.checked(), true);
      const before = await one.records();
      await one.rotateKeys();
      const during = await one.records();
      const added = during.filter(({ optional }) => optional);
      assert.ok(added.length > 0);
      assert.deepEqual(
        during.filter(({ optional }) => !optional),
        before,
      );
      await one.rotateKeys();
      assert.deepEqual(await one.records(), during);
      const missing = Object.fromEntries(added.map(({ name }) => [name, 'failed' as const]));
      assert.equal(await one.checked(missing), true);
      assert.deepEqual(await one.records(), during);
      assert.equal(await one.checked(), true);
      const after = await one.records();
      assert.ok(after.every(({ optional }) => !optional));
      assert.ok(added.every((record) => after.some(({ name }) => name === record.name)));
    });

    test('an address is confirmed by what its reader got, and by nothing else', async ({
      harness,
      registry,
      subject,
    }) => {
      const [one, other] = [subject(), subject({ local: 'other' })];
      for (const each of [one, other]) assert.equal(await each.register(), false);
      assert.equal(await one.addressValidated(), false);
      await confirm(harness, registry, one);
      assert.equal(await other.addressValidated(), false);
      if (registry.codeSentBy === 'link') assert.equal(await one.addressValidated(), true);
    });

    test('what the provider mailed is mailed again, where it has a call for that', async ({
      harness,
      registry,
      subject,
    }) => {
      if (registry.codeSentBy === 'us' || !registry.resend) return;
      const one = subject();
      await one.register();
      await one.resend();
      await confirm(harness, registry, one);
    });

    test('a sender is deleted once and for all, and may be registered again', async ({
      harness,
      registry,
      subject,
    }) => {
      const one = subject();
      await one.delete();
      await one.register();
      assert.equal(await one.checked(), true);
      await one.delete();
      await one.deleteAndForget();
      assert.equal(await one.register(), false, 'who reads the address confirms it anew');
      assert.equal(await one.addressValidated(), false);
      await confirm(harness, registry, one);
      one.now = new Date(one.now.getTime() + hourMs);
      assert.equal(await one.checked(), true);
    });

    sharedDomainTests(test);

    test('it ends soon where its time is over', async ({ subject }) => {
      const one = subject();
      one.signal = AbortSignal.abort(new Error('The time is over.'));
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<'late'>((resolve) => {
        timer = setTimeout(resolve, promptMs, 'late');
      });
      const ended = one.register().then(
        () => 'ended',
        () => 'ended',
      );
      assert.equal(await Promise.race([ended, late]), 'ended');
      clearTimeout(timer);
    });

    for (const what of ['breakDown', 'refuseCredentials'] as const) {
      scenario(
        what,
        `${what === 'breakDown' ? 'a provider that fails' : 'a provider that refuses the credentials'} is said to, and no secret with it`,
        async ({ harness, registry, subject }, bring) => {
          const known = subject();
          await known.register();
          const code = await harness.mailedCode?.(known.sender.address);
          await bring();
          const calls = [
            () => subject({ domain: 'other.example' }).register(),
            () => known.delete(),
            ...(registry.codeSentBy === 'link' ? [() => known.addressValidated()] : []),
            ...(registry.codeSentBy === 'provider' ? [() => known.confirmCode(code ?? '')] : []),
          ];
          for (const call of calls) {
            const error = await call().then(
              () => undefined,
              (reason: unknown) => reason,
            );
            assert.ok(isMessagingError(error), `a MessagingError, not ${String(error)}`);
            assert.match(error.code, /^sender_(provider_failed|refused)$/);
            const shown = inspect(error, { depth: Infinity, showHidden: true });
            for (const secret of [...(harness.secrets ?? []), ...(code ? [code] : [])])
              assert.ok(!shown.includes(secret), 'no secret in it');
          }
          await harness.agree();
          await confirm(harness, registry, known);
          await known.delete();
        },
      );
    }
  });
}
