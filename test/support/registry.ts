import type { OwnCodeRegistry, SenderIdentity } from '../../src/adapter.ts';
import type { ExpectedRecord, RecordCheck } from '../../src/index.ts';

/** A provider for tests that needs one ownership record, and remembers what it was told. */
export class TestRegistry implements OwnCodeRegistry {
  readonly codeSentBy = 'us';
  readonly registered: SenderIdentity[] = [];
  readonly removed: SenderIdentity[] = [];
  readonly checks: (readonly RecordCheck[])[] = [];
  agrees = true;

  async register(sender: SenderIdentity): Promise<Record<string, never>> {
    this.registered.push(sender);
    return {};
  }

  async records({ domain }: SenderIdentity): Promise<readonly ExpectedRecord[]> {
    return [{ purpose: 'ownership', type: 'TXT', name: `_test.${domain}`, value: 'test-owner=1' }];
  }

  async checked(_sender: SenderIdentity, checks: readonly RecordCheck[]): Promise<boolean> {
    this.checks.push(checks);
    return this.agrees;
  }

  async delete(sender: SenderIdentity): Promise<void> {
    this.removed.push(sender);
  }
}
