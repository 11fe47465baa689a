import { serveDesign } from './serve-design.ts';

serveDesign();
