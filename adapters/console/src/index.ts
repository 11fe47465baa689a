export {
  type ConsoleHandler,
  type ConsoleHandlerOptions,
  type ConsoleMiddleware,
  consoleHandler,
  messagingConsole,
} from './console.ts';
export type { Authority, ConsoleOptions, ErrorContext, StreamOptions } from './console-options.ts';
export type { Permission } from './contract/endpoints.ts';
