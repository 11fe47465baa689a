import { parentPort } from 'node:worker_threads';
import { isMessagingError } from '../errors.ts';
import { LiquidRenderer } from './liquid.ts';
import type { Answer, Job, Task } from './render-jobs.ts';

// The thread on which templates that people write are parsed and rendered. It is ended from outside, at any moment.

const renderer = new LiquidRenderer();

async function run(task: Task): Promise<Answer['result']> {
  switch (task.kind) {
    case 'describe':
      return { kind: 'described', variables: renderer.variables(task.source, task.parts) };
    case 'render':
      return {
        kind: 'rendered',
        output: await renderer.render(task.source, task.data, task.parts, task.datesIn),
      };
  }
}

parentPort?.on('message', async ({ id, task }: Job) => {
  let result: Answer['result'];
  try {
    result = await run(task);
  } catch (error) {
    result = isMessagingError(error)
      ? { kind: 'refused', code: error.code, message: error.message, details: error.details }
      : {
          kind: 'refused',
          code: 'template_invalid',
          message: 'The template could not be read.',
          details: {},
        };
  }
  parentPort?.postMessage({ id, result } satisfies Answer);
});
parentPort?.postMessage('ready');
