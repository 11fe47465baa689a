import type { Storage } from '../../interfaces/storage/storage.ts';
import type { Tx } from '../../interfaces/storage/transaction.ts';
import { createId } from '../../model/ids.ts';

/** What an adapter gives the suite for each test. */
export interface StorageHarness {
  /** Without messages: claims and sweeps go over all sites, so a test would meet what another left behind. */
  readonly storage: Storage;
  /** A transaction of the host's: commits when `run` resolves, rolls back when it throws. For storages that declare `transactions`. */
  readonly transaction?: Transaction;
  /** Called after each test, also one that failed. */
  close(): Promise<void>;
}

/** Runs a transaction of the host's: commits when `run` resolves, rolls back when it throws, and passes on either. */
export type Transaction = <T>(run: (tx: Tx) => Promise<T>) => Promise<T>;
/** Opens an empty storage; called once for each test. */
export type OpenStorage = () => Promise<StorageHarness>;

/** What a test works with: the harness and a site that nobody used before. */
export interface StorageContext extends Omit<StorageHarness, 'close'> {
  readonly site: string;
}

/** Defines one test. */
export type StorageTest = (name: string, body: (context: StorageContext) => Promise<void>) => void;

export function newSite(): string {
  return createId('site', new Date());
}
