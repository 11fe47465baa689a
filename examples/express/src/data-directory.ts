import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { z } from 'zod';

/**
 * The files that are kept beside the database, readable by their owner only. Each is there whole or not at all, whenever the process
 * ends. They are small and written at once, so that the last change is the one that stays.
 */
export class DataDirectory {
  readonly path: string;

  /** Made where it is missing. */
  constructor(path: string) {
    this.path = resolve(path);
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
  }

  read(name: string): string | undefined {
    try {
      return readFileSync(join(this.path, name), 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** @throws Error naming a file that holds something else: it was written by another version, or by hand */
  readJson<T>(name: string, schema: z.ZodType<T>): T | undefined {
    const content = this.read(name);
    if (content === undefined) return undefined;
    try {
      return schema.parse(JSON.parse(content));
    } catch {
      throw new Error(`${join(this.path, name)} cannot be read. Remove it to start without it.`);
    }
  }

  /** The names in a folder, in order; none where there is no such folder. */
  list(folder: string): readonly string[] {
    try {
      return readdirSync(join(this.path, folder)).sort();
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    }
  }

  write(name: string, content: string): void {
    const draft = this.#draft(name, content);
    renameSync(draft, join(this.path, name));
  }

  /** Answers what stands there then: of several processes that create a file at once, the first one's stays. */
  create(name: string, content: string): string {
    const draft = this.#draft(name, content);
    try {
      // Unlike a rename, a link never takes another file's place.
      linkSync(draft, join(this.path, name));
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    } finally {
      rmSync(draft);
    }
    return this.read(name) ?? content;
  }

  remove(name: string): void {
    rmSync(join(this.path, name), { force: true });
  }

  #draft(name: string, content: string): string {
    const draft = join(this.path, `${name}.${randomUUID()}.draft`);
    mkdirSync(dirname(draft), { recursive: true, mode: 0o700 });
    writeFileSync(draft, content, { mode: 0o600, flush: true });
    return draft;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
