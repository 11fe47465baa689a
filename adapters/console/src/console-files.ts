import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { present } from 'postern/adapter';
import { dataHeaders, fileHeaders } from './console-headers.ts';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
const compressible = /^(text\/|image\/svg)/;

type Coding = 'br' | 'gzip' | 'identity';
const encoders: Readonly<Record<Coding, (bytes: Buffer) => Promise<Buffer>>> = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 9 }),
  identity: async (bytes) => bytes,
};

/** A build of the app. */
interface Built {
  readonly folder: string;
  readonly page: string;
  readonly names: ReadonlySet<string>;
}

/**
 * The files of the built app. Only a name that the build made is answered: no path of a request reaches the file system.
 * Compressed here, once each, because a host that mounts the console need not have a compressing middleware.
 */
export class AppFiles {
  readonly #folders: readonly string[];
  readonly #encoded = new Map<string, Promise<Buffer>>();
  #built: Promise<Built | undefined> | undefined;

  constructor(folder: string | undefined) {
    this.#folders = folder === undefined ? ownFolders() : [folder];
  }

  /** The app's page as it was built; `undefined` where it was not. */
  async page(): Promise<string | undefined> {
    return (await this.#load())?.page;
  }

  /** `undefined` where the app has no such file. */
  async file(name: string, acceptEncoding: string | null): Promise<Response | undefined> {
    const built = await this.#load();
    const type = types[extname(name)];
    if (!built?.names.has(name) || type === undefined) return undefined;
    const coding = compressible.test(type) ? codingOf(acceptEncoding ?? '') : 'identity';
    const headers = present({
      // Names under assets/ hold a hash of the content; the few beside them do not.
      ...(name.startsWith('assets/') ? fileHeaders : dataHeaders),
      'content-type': type,
      'content-encoding': coding === 'identity' ? undefined : coding,
    });
    return new Response(new Uint8Array(await this.#encode(built, name, coding)), { headers });
  }

  #encode({ folder }: Built, name: string, coding: Coding): Promise<Buffer> {
    const key = `${coding} ${name}`;
    const known = this.#encoded.get(key);
    if (known) return known;
    const encoded = readFile(join(folder, name)).then(encoders[coding]);
    this.#encoded.set(key, encoded);
    encoded.catch(() => this.#encoded.delete(key));
    return encoded;
  }

  /** Looks again until there is one: in development the app may be built after the server has started. */
  async #load(): Promise<Built | undefined> {
    this.#built ??= load(this.#folders);
    const built = await this.#built.catch((error: unknown) => {
      this.#built = undefined;
      throw error;
    });
    if (!built) this.#built = undefined;
    return built;
  }
}

async function load(folders: readonly string[]): Promise<Built | undefined> {
  const folder = folders.find((one) => existsSync(join(one, 'index.html')));
  if (folder === undefined) return undefined;
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const names = await readdir(folder, { recursive: true, encoding: 'utf8' });
  return { folder, page, names: new Set(names.map((name) => name.replaceAll('\\', '/'))) };
}

/** Beside the built code (`dist/app`), which is one up where this file runs from its source. */
function ownFolders(): readonly string[] {
  const here = dirname(fileURLToPath(import.meta.url));
  return [join(here, 'app'), join(here, '..', 'dist', 'app')];
}

function codingOf(accepted: string): Coding {
  const offered = accepted
    .split(',')
    .map((one) => one.trim())
    .filter((one) => !/;\s*q=0(\.0*)?$/.test(one))
    .map((one) => one.split(';')[0]?.trim());
  if (offered.includes('br')) return 'br';
  return offered.includes('gzip') ? 'gzip' : 'identity';
}
