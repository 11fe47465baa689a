import { createId, type Due } from 'postern/adapter';
import { expect, it, vi } from 'vitest';
import { memory, memoryQueue } from '../src/index.ts';

const newWorker = () => ({ wake: vi.fn<(at?: Date) => void>() });

function due(dueAt?: Date): Due {
  const id = createId('msg', new Date());
  return dueAt ? { id, channel: 'email', dueAt } : { id, channel: 'email' };
}

it('wakes every started worker for the earliest of a push, and for now where one is due', async () => {
  const queue = memoryQueue();
  const [one, two] = [newWorker(), newWorker()];
  await queue.start(one);
  await queue.start(two);
  const [soon, late] = [new Date(Date.now() + 1_000), new Date(Date.now() + 2_000)];
  await queue.push([due(late), due(soon)]);
  await queue.push([due(late), due()]);
  await queue.push([]);
  for (const { wake } of [one, two]) expect(wake.mock.calls).toEqual([[], [soon], [undefined]]);
});

it('wakes for a transaction of its storage at the commit, and not at a roll-back', async () => {
  const { storage, queue } = memory();
  const { wake } = newWorker();
  await queue.start({ wake });
  await storage.transaction(async (tx) => {
    await queue.push([due()], tx);
    expect(wake).toHaveBeenCalledTimes(1);
  });
  expect(wake).toHaveBeenCalledTimes(2);
  const failing = storage.transaction(async (tx) => {
    await queue.push([due()], tx);
    throw new Error('the host rolls back');
  });
  await expect(failing).rejects.toThrow('the host rolls back');
  expect(wake).toHaveBeenCalledTimes(2);
});
