import type { Messaging } from 'postern';

/** What a person should know of is told in the terminal; a service pages somebody, by another way than the one that fails. */
export function logTo(terminal: Pick<Console, 'error'>, messaging: Messaging): void {
  messaging.on('error', ({ error, during }) => {
    terminal.error(`A fault during ${during}:`, error instanceof Error ? error.stack : typeof error);
  });
  messaging.on('channel.paused', ({ channel, failure, until }) => {
    terminal.error(`The ${channel} channel pauses until ${until.toISOString()}: ${failure.message}`);
  });
  messaging.on('alert.raised', ({ alert }) => {
    terminal.error(`Alert, ${alert.kind}: ${alert.detail}`);
  });
  messaging.on('alert.cleared', ({ alert }) => {
    terminal.error(`Over, ${alert.kind}: it stood since ${alert.since.toISOString()}.`);
  });
  messaging.on('webhook.disabled', ({ webhook }) => {
    terminal.error(`Nothing is posted to the webhook ${webhook.id} any more: ${webhook.disabled?.reason}`);
  });
}
