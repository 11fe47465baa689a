import type { NewMessage } from 'postern/adapter';
import { postgres } from '../../src/index.ts';
import type { Maintenance } from '../../src/messages/maintenance.ts';
import type { TestDatabase } from './databases.ts';

/** A database that holds these messages and nothing else, with all of their documents. */
export async function fillSearch(
  database: TestDatabase,
  maintenance: Maintenance,
  messages: readonly NewMessage[],
) {
  await database.empty();
  const { storage } = postgres(database.source);
  await storage.messages.insert(messages);
  await maintenance.fillAll();
  return { messages: storage.messages, maintenance };
}
