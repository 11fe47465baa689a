import { BodyTaken } from './node-request.ts';

/** The body did not come in whole: the connection was cut, or its coding is broken. Nobody's fault here. */
export class BodyBroken extends Error {
  /** Always `BodyBroken`: another copy of the package has another class. */
  override readonly name = 'BodyBroken';
}

/**
 * The whole body, or `undefined` where it is longer than `limit` bytes: then the rest is not read.
 * @throws BodyTaken where somebody has read it before, BodyBroken where it breaks off
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return undefined;
  if (request.bodyUsed || request.body?.locked) throw new BodyTaken();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.length;
      if (length > limit) return undefined;
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof BodyTaken ? error : new BodyBroken();
  }
  return Buffer.concat(chunks);
}
