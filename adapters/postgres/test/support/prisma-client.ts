import { PrismaPg } from '@prisma/adapter-pg';
import * as runtime from '@prisma/client/runtime/client';

/** The part of a Prisma client that its transactions have, too. */
interface PrismaRaw {
  $executeRawUnsafe(sql: string, ...values: unknown[]): PromiseLike<number>;
  $queryRawUnsafe(sql: string, ...values: unknown[]): PromiseLike<unknown>;
}

interface PrismaClient extends PrismaRaw {
  $transaction<T>(run: (tx: PrismaRaw) => Promise<T>): Promise<T>;
  $disconnect(): Promise<void>;
}

// Without declarations of its own.
const compiler = '@prisma/client/runtime/query_compiler_fast_bg.postgresql';

/**
 * A Prisma client without models, put together as `prisma generate` (7.10) does it: the generator itself wants to download
 * an engine that it does not use here.
 */
export function openPrisma(connectionString: string): PrismaClient {
  const Client = runtime.getPrismaClient({
    previewFeatures: [],
    clientVersion: '7.10.0',
    engineVersion: '0edf323efd1d98336f3f0a68684b56f689b900d3',
    activeProvider: 'postgresql',
    inlineSchema: 'datasource db {\n  provider = "postgresql"\n}\n',
    runtimeDataModel: { models: {}, enums: {}, types: {} },
    parameterizationSchema: { strings: [], graph: 'AAAA' },
    compilerWasm: {
      getRuntime: () => import(`${compiler}.mjs`),
      getQueryCompilerWasmModule: async () => {
        const { wasm } = await import(`${compiler}.wasm-base64.mjs`);
        // Node has it; the types of Node 20 do not.
        const { Module } = Reflect.get(globalThis, 'WebAssembly');
        return new Module(Buffer.from(wasm, 'base64'));
      },
      importName: './query_compiler_fast_bg.js',
    },
  });
  return new Client({ adapter: new PrismaPg({ connectionString }) }) as PrismaClient;
}
