import { postgres } from '../../src/index.ts';
import { newMessage } from './messages.ts';

/** Opens the directory given, stores a message, says so, and stays until it is killed. */
const [directory = ''] = process.argv.slice(2);
const { storage, migrate } = postgres({ directory });
await migrate();
await storage.messages.insert([newMessage({ id: 'msg_kept' })]);
process.stdout.write('stored\n');
setInterval(() => undefined, 60_000);
