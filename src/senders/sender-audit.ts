import { noteChange } from '../audit.ts';
import type { SenderRecord } from '../interfaces/storage/senders.ts';
import type { AuditAction } from '../model/audit.ts';
import type { Scope } from '../wiring.ts';

/** Notes who changed a sender, by its key, and what it is called since. */
export async function noteSender(
  scope: Scope,
  action: Extract<AuditAction, `sender.${string}`>,
  { key, name, address }: SenderRecord,
  actor: string | undefined,
): Promise<void> {
  const detail = name === address ? address : `${name} <${address}>`;
  await noteChange(scope, { action, subject: key, actor, detail });
}
