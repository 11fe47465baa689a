// An event's id is made of what its row is found by, so that the inbox needs no index of ids: its message and its number, which is below 0
// for what was filled in.

/** More events than a message has. */
export const filledBelow = 1_000_000;

export function eventId(messageId: string, seq: string): string {
  const number = (Number(seq) + filledBelow).toString(36);
  return `evt_${messageId.startsWith('msg_') ? messageId.slice(4) : `:${messageId}`}_${number}`;
}

/** `undefined` for what is no such id. */
export function eventKey(id: string): { readonly messageId: string; readonly seq: string } | undefined {
  const [, own, message, number = ''] = /^evt_(:?)(.+)_([0-9a-z]{1,11})$/s.exec(id) ?? [];
  const seq = Number.parseInt(number, 36) - filledBelow;
  if (message === undefined || !Number.isSafeInteger(seq)) return undefined;
  return { messageId: own ? message : `msg_${message}`, seq: String(seq) };
}
