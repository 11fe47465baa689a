import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';

/** What a webhook's endpoint took, and how it failed. */
export interface FailingReceiver {
  readonly url: string;
  /** The secret that posts have to be signed with. */
  secret: string;
  /** By message the types of its events, in the order in which they were taken first. */
  readonly told: ReadonlyMap<string, readonly string[]>;
  readonly counts: { posts: number; refused: number; repeated: number; unsigned: number };
  close(): void;
}

/** Takes a post at once or slowly, answers an error, answers nothing, or breaks the connection, before it took the post and after. */
export async function failingReceiver(): Promise<FailingReceiver> {
  const told = new Map<string, string[]>();
  const known = new Set<string>();
  const counts = { posts: 0, refused: 0, repeated: 0, unsigned: 0 };
  const receiver = { secret: '' };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    // Who posts may be killed in the middle of it.
    const whole = await request
      .forEach((chunk: Buffer) => void chunks.push(chunk))
      .then(
        () => request.complete,
        () => false,
      );
    if (!whole) return;
    const raw = Buffer.concat(chunks).toString('utf8');
    counts.posts += 1;
    const chance = Math.random();
    if (chance < 0.1) counts.refused += 1;
    if (chance < 0.02) return;
    if (chance < 0.05) return void request.socket.destroy();
    if (chance < 0.1) return void response.writeHead(500).end();
    try {
      new Webhook(receiver.secret).verify(raw, request.headers as Record<string, string>);
    } catch {
      counts.unsigned += 1;
    }
    const { type, data } = JSON.parse(raw);
    if (known.has(data.eventId)) counts.repeated += 1;
    else told.set(data.message.id, [...(told.get(data.message.id) ?? []), type]);
    known.add(data.eventId);
    // Taken, and the answer is lost, or late.
    if (chance < 0.12) return void request.socket.destroy();
    if (chance < 0.14) await pause(Math.random() * 600);
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return Object.assign(receiver, { told, counts, url: `http://127.0.0.1:${port}/`, close });
}
