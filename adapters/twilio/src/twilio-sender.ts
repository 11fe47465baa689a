const pool = /^MG[0-9a-fA-F]{32}$/;
const senders = [pool, /^\+[1-9]\d{6,14}$/, /^\d{5,6}$/, /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/];

/** A Messaging Service, a number in E.164, a short code or a name. */
export function isSender(value: string): boolean {
  return senders.some((form) => form.test(value));
}

/** How a message names its sender: a pool by itself; anything else as `from`, through the service where there is one. */
export function senderParameters(
  sender: string,
  service: string | undefined,
): { from?: string; messagingServiceSid?: string } {
  if (pool.test(sender)) return { messagingServiceSid: sender };
  return { from: sender, ...(service === undefined ? {} : { messagingServiceSid: service }) };
}
