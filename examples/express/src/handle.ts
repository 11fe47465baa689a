/**
 * The message that a hand-over's handle names, where one stands in this text. Only for pages that show what a stand-in took: Postern
 * itself believes a handle by its last part, which nobody else can make.
 */
export function messageIdIn(text: string): string | undefined {
  const [, id] = /(?:^|[^0-9a-z])([0-9a-z]+)-[0-9a-z]{1,6}-[0-9a-f]{24}/.exec(text) ?? [];
  return id && `msg_${id}`;
}
