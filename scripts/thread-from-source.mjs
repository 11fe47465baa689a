import { workerData } from 'node:worker_threads';
import { tsImport } from 'tsx/esm/api';

// A thread of the core's, from TypeScript: Node 20 does not pass a program's loader on to the threads it starts.
await tsImport(workerData, workerData);
